import { charsetOf } from '../../../masking/text/charset.ts'
import type { Column } from '../../../schema/schema.ts'
import type { Domain } from '../domains/domain.ts'
import { holds } from '../domains/intervals.ts'
import { edgeDocuments, edgeMoments, edgeTexts } from './edge-texts.ts'

/** A value on the edge of what its column takes; `what` goes into the case's name. */
export interface EdgeValue {
  readonly what: string
  readonly value: string | null
}

export interface EdgeValues {
  /** Combined in pairs. */
  readonly bounds: readonly EdgeValue[]
  /** Each once. */
  readonly extras: readonly EdgeValue[]
  /** Names of what length, character set or CHECKs do not take. */
  readonly refused: readonly string[]
}

/** The edges of a column by its type and its CHECKs. */
export function edgeValues(domain: Domain): EdgeValues {
  const { bounds, extras } = ofKind(domain)
  const nothing = domain.nullable ? [{ what: 'null', value: null }] : []
  // CHAR does not keep trailing spaces.
  const isKept = (value: string) => domain.column.dataType !== 'char' || !value.endsWith(' ')
  const passes = ({ value }: EdgeValue) => value !== null && isKept(value) && domain.accepts(value)
  const [good, plain] = [distinct(bounds.filter(passes)), distinct(extras.filter(passes))]
  return {
    bounds: [...good, ...nothing],
    extras: plain.filter(({ value }) => !good.some((bound) => bound.value === value)),
    refused: extras.filter((edge) => !passes(edge)).map(({ what }) => what),
  }
}

interface Edges {
  readonly bounds: readonly EdgeValue[]
  readonly extras: readonly EdgeValue[]
}

function ofKind(domain: Domain): Edges {
  const { column, limits, values } = domain
  if (domain.scale) return orderedEdges(domain)
  // What is chosen out of a list, or has to look like a pattern, has no other edges than its first and its last.
  const isChosen = limits.choices !== null || limits.patterns.length > 0 || column.kind === 'enum'
  if (isChosen) return { bounds: firstAndLast(domain, column.kind === 'enum' ? 'label' : 'allowed'), extras: [] }
  if (column.kind === 'json' || limits.isJson)
    return { bounds: named(edgeDocuments).slice(0, 2), extras: named(edgeDocuments).slice(2) }
  switch (column.kind) {
    case 'text':
      if (/^(uuid|inet4|inet6)$/.test(column.dataType)) return { bounds: firstAndLast(domain, 'allowed'), extras: [] }
      return { bounds: [...emptyText(domain), longestText(domain)], extras: named(edgeTexts) }
    case 'binary':
      return { bounds: binaryEdges(domain), extras: [] }
    case 'set':
      return {
        bounds: [
          { what: 'empty', value: '' },
          { what: 'all-labels', value: column.labels.join(',') },
        ],
        extras: [],
      }
    case 'geometry':
      return { bounds: shapeEdges(column), extras: [] }
    default:
      return { bounds: values.count > 0n ? [{ what: 'first-allowed', value: values.nth(0n) }] : [], extras: [] }
  }
}

function orderedEdges({ column, scale, ranges }: Domain): Edges {
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!scale || !first || !last) return { bounds: [], extras: [] }
  const isWhole = first[0] === scale.min && last[1] === scale.max
  const largest = column.kind === 'float' && isWhole && !column.columnType.includes('(') ? floatBounds(column) : null
  const bounds = [
    { what: 'minimum', value: largest ? largest[0] : scale.write(first[0]) },
    { what: 'maximum', value: largest ? largest[1] : scale.write(last[1]) },
  ]
  if (column.kind === 'temporal') {
    if (!/^(date|datetime|timestamp)$/.test(column.dataType))
      return { bounds, extras: column.dataType === 'time' ? [{ what: 'midnight', value: scale.write(0n) }] : [] }
    // A moment is written as its column does: with or without time and fraction.
    const moments = Object.entries(edgeMoments).map(([what, text]) => ({ what, step: scale.read(text)!.step }))
    const extras = moments.filter(({ step }) => holds(ranges, step))
    return { bounds, extras: extras.map(({ what, step }) => ({ what, value: scale.write(step) })) }
  }
  const numbers = [
    ['zero', 0n],
    ['smallest-positive', 1n],
    ['largest-negative', -1n],
  ] as const
  return {
    bounds,
    extras: numbers
      .filter(([, step]) => holds(ranges, step))
      .map(([what, step]) => ({ what, value: scale.write(step) })),
  }
}

function floatBounds({ dataType, unsigned }: Column): [string, string] {
  const largest = dataType === 'float' ? '3.4028234e38' : '1.7976931348623157e308'
  return [unsigned ? '0' : `-${largest}`, largest]
}

function firstAndLast({ values }: Domain, noun: string): EdgeValue[] {
  if (values.count === 0n) return []
  return [
    { what: `first-${noun}`, value: values.nth(0n) },
    { what: `last-${noun}`, value: values.nth(values.count - 1n) },
  ]
}

function emptyText({ limits }: Domain): EdgeValue[] {
  if (limits.least === 0) return [{ what: 'empty', value: '' }]
  return [{ what: 'shortest', value: 'x'.repeat(limits.least) }]
}

/** MEDIUMTEXT and LONGTEXT are not filled to their last byte: no packet would hold it. */
function longestText({ column, limits }: Domain): EdgeValue {
  const bytesPerLetter = /text$/.test(column.dataType) ? (charsetOf(column.charset)?.encode('x').length ?? 1) : 1
  const length = Math.floor(limits.most / bytesPerLetter)
  const value = 'longest value there is, '
    .repeat(Math.ceil(length / 24))
    .slice(0, length)
    .replace(/ $/, '.')
  return { what: limits.most < (column.maxLength ?? 0) ? 'long' : 'longest', value }
}

function binaryEdges({ column, limits }: Domain): EdgeValue[] {
  const width = column.dataType === 'binary' ? (column.maxLength ?? 1) : limits.most
  const filled = [
    { what: 'all-zeros', value: '00'.repeat(width) },
    { what: 'all-ones', value: 'ff'.repeat(width) },
  ]
  return column.dataType === 'binary' || limits.least > 0 ? filled : [{ what: 'empty', value: '' }, filled[1]!]
}

/** In bounds whichever axis comes first. */
function shapeEdges({ dataType }: Column): EdgeValue[] {
  if (dataType !== 'point' && dataType !== 'geometry') return []
  return [
    { what: 'origin', value: 'POINT(0 0)' },
    { what: 'far-corner', value: 'POINT(-90 -90)' },
  ]
}

function named(values: Readonly<Record<string, string>>): EdgeValue[] {
  return Object.entries(values).map(([what, value]) => ({ what, value }))
}

function distinct(edges: readonly EdgeValue[]): EdgeValue[] {
  return edges.filter((edge, at) => edges.findIndex(({ value }) => value === edge.value) === at)
}
