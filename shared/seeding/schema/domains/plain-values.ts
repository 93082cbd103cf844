import type { Column } from '../../../schema/schema.ts'
import { listOf, oneOf, tagsOf, type Values } from '../cells/values.ts'
import type { TextLimits } from './text-limits.ts'
import { holdsUuids, uuids } from './uuids.ts'

const manyPoints = 1_000_000n

/** Distinct values of the types that are not ordered, in their plainest form. */
export function plainValues(column: Column, limits: TextLimits): Values {
  switch (column.kind) {
    case 'json':
      return { count: 10n ** 12n, nth: (index) => `{"n": ${index}}` }
    case 'geometry':
      return { count: manyPoints, nth: (index) => shapeText(column.dataType, index) }
    case 'set':
      return combinations(column.labels)
    case 'vector':
      return { count: 10n ** 6n, nth: (index) => vectorHex(column, Number(index)) }
    case 'binary': {
      if (holdsUuids(column)) return { count: uuids.count, nth: (index) => uuids.nth(index).replaceAll('-', '') }
      const width = column.dataType === 'binary' ? (column.maxLength ?? 1) : Math.max(limits.least, 1)
      const tags = tagsOf(width, Math.min(limits.most, 12))
      return { count: tags.count, nth: (index) => Buffer.from(tags.nth(index), 'latin1').toString('hex') }
    }
    default:
      return textValues(column, limits)
  }
}

function textValues(column: Column, { least, most, isJson }: TextLimits): Values {
  const { dataType, maxLength } = column
  if (isJson) return { count: 10n ** 12n, nth: (index) => `{"n": ${index}}` }
  if (dataType === 'uuid')
    return { count: 2n ** 48n, nth: (index) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}` }
  if (dataType === 'inet6') return { count: 2n ** 16n, nth: (index) => `2001:db8::${(index + 1n).toString(16)}` }
  // The network 10.0.0.0/8 is nobody's own.
  if (dataType === 'inet4')
    return { count: 2n ** 24n, nth: (index) => `10.${index >> 16n}.${(index >> 8n) & 255n}.${index & 255n}` }
  if (holdsUuids(column) && most === maxLength) return uuids
  if (most < 1) return listOf(least === 0 ? [''] : [])
  return tagsOf(least, most)
}

function combinations(labels: readonly string[]): Values {
  if (labels.length > 20) return oneOf([listOf(['']), listOf(labels)])
  return {
    count: 2n ** BigInt(labels.length),
    nth: (index) => labels.filter((_, bit) => (index >> BigInt(bit)) & 1n).join(','),
  }
}

/** A point on a grid over the inhabited latitudes, or the smallest shape of the type there. */
function shapeText(dataType: string, index: bigint): string {
  const x = (Number(index % 1000n) * 0.36 - 180).toFixed(2)
  const y = (Number(index / 1000n) * 0.12 - 60).toFixed(2)
  const next = `${(Number(x) + 0.01).toFixed(2)} ${y}`
  const ring = `(${x} ${y}, ${next}, ${x} ${(Number(y) + 0.01).toFixed(2)}, ${x} ${y})`
  switch (dataType) {
    case 'linestring':
      return `LINESTRING(${x} ${y}, ${next})`
    case 'polygon':
      return `POLYGON(${ring})`
    case 'multipoint':
      return `MULTIPOINT(${x} ${y})`
    case 'multilinestring':
      return `MULTILINESTRING((${x} ${y}, ${next}))`
    case 'multipolygon':
      return `MULTIPOLYGON((${ring}))`
    case 'geometrycollection':
    case 'geomcollection':
      return `GEOMETRYCOLLECTION(POINT(${x} ${y}))`
    default:
      return `POINT(${x} ${y})`
  }
}

/** Little-endian 32-bit floats, as VECTOR(n) stores them. */
function vectorHex({ columnType }: Column, index: number): string {
  const numbers = Float32Array.from({ length: Number(/\((\d+)\)/.exec(columnType)?.[1] ?? 1) }, (_, at) =>
    at === 0 ? index : (index * (at + 1)) % 97,
  )
  return Buffer.from(numbers.buffer).toString('hex')
}
