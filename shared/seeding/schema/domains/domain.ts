import { charsetOf } from '../../../masking/text/charset.ts'
import type { Constraint } from '../../../schema/checks/constraints.ts'
import type { Expression } from '../../../schema/checks/expression.ts'
import { foldText } from '../../../schema/checks/operand.ts'
import type { Column } from '../../../schema/schema.ts'
import { listOf, type Values } from '../cells/values.ts'
import { type Intervals, intersect, nthOf, sizeOf } from './intervals.ts'
import { narrow } from './narrow.ts'
import { plainValues } from './plain-values.ts'
import { isAmbiguous, regexValues } from './regex-values.ts'
import { type Scale, scaleOf } from './scale.ts'
import { lengthOf } from './text-length.ts'
import { type TextLimits, textLimits } from './text-limits.ts'

/** What a column may hold by its type and by the CHECKs that read nothing else. Values are text as Shadow.insert takes them. */
export interface Domain {
  readonly column: Column
  /** Distinct by the column's collation. */
  readonly values: Values
  /** For ordered types. */
  readonly scale: Scale | null
  readonly ranges: Intervals
  readonly limits: TextLimits
  readonly nullable: boolean
  /** False when a value has to be tried against the conditions: `values` may hold some that do not pass. */
  readonly exact: boolean
  /** CHECKs on this column alone that only the server understands. */
  readonly unknown: readonly Constraint[]
  accepts(value: string): boolean
}

/** `longest` bounds the texts that are made: nobody reads longer ones, and rows stay below any limit of a row. */
export function domainOf(column: Column, constraints: readonly Constraint[], longest = 2000): Domain {
  const own = constraints.filter(({ columns }) => columns.length === 1 && columns[0] === column.name)
  const conditions = own.flatMap(({ expression }) => expression ?? [])
  const allow = (cell: string | null) => own.every(({ verdict }) => verdict(() => cell) !== false)
  const limits = textLimits(conditions, longestText(column, longest))
  const scale = scaleOf(column)
  const { ranges, exact } = narrowAll(conditions, scale)
  const fits = fitting(column, limits)
  const domain = {
    column,
    scale,
    ranges,
    limits,
    nullable: column.nullable && allow(null),
    unknown: own.filter(({ verdict }) => verdict(() => sampleOf(column)) === 'unknown'),
    accepts: (value: string) => fits(value) && allow(value),
  }
  return { ...domain, ...chosenValues(domain, exact) }
}

/** The same domain with a list of values that were found to pass everything. */
export function limitedTo(domain: Domain, values: readonly string[]): Domain {
  const limits = { ...domain.limits, choices: values }
  return { ...domain, values: listOf(values), limits, exact: true, unknown: [], ranges: [], scale: null }
}

function narrowAll(conditions: readonly Expression[], scale: Scale | null): { ranges: Intervals; exact: boolean } {
  if (!scale) return { ranges: [], exact: false }
  const narrowed = conditions.map((condition) => narrow(condition, scale))
  return {
    ranges: narrowed.reduce<Intervals>(
      (set, next) => (next ? intersect(set, next.set) : set),
      [[scale.min, scale.max]],
    ),
    exact: narrowed.every((next) => next?.exact),
  }
}

function chosenValues(
  { column, scale, ranges, limits, accepts }: Omit<Domain, 'values' | 'exact'>,
  narrowedExactly: boolean,
): Pick<Domain, 'values' | 'exact'> {
  if (scale)
    return {
      values: { count: sizeOf(ranges), nth: (index) => scale.write(nthOf(ranges, index)) },
      exact: narrowedExactly,
    }
  if (limits.choices) return { values: listOf(distinct(limits.choices, column).filter(accepts)), exact: true }
  if (column.kind === 'enum') return { values: listOf(column.labels.filter(accepts)), exact: true }
  const [pattern, ...more] = limits.patterns
  const matching = pattern === undefined ? null : regexValues(pattern, !/_(bin|cs)$/i.test(column.collation ?? ''))
  if (matching)
    return {
      values: matching,
      exact: limits.complete && more.length === 0 && !isAmbiguous(pattern!) && allAccepted(matching, accepts),
    }
  return { values: plainValues(column, limits), exact: limits.complete && pattern === undefined }
}

function allAccepted(values: Values, accepts: (value: string) => boolean): boolean {
  const tries = 40n
  const step = values.count > tries ? values.count / tries : 1n
  for (let index = 0n; index < values.count; index += step) if (!accepts(values.nth(index))) return false
  return accepts(values.nth(values.count - 1n))
}

/** Whether type and length take the value as it is. */
function fitting({ kind, charset: name, dataType, maxLength }: Column, { least, most }: TextLimits) {
  if (kind !== 'text') return () => true
  const charset = charsetOf(name)
  if (!charset) return () => false
  // The length of TEXT counts bytes, that of VARCHAR characters.
  const mostBytes = /text$/.test(dataType) ? (maxLength ?? 0) : null
  return (value: string) => {
    const length = lengthOf(value)
    if (length < least || length > most || !charset.holds(value)) return false
    // No character set has more than four bytes to a character.
    return mostBytes === null || length * 4 <= mostBytes || charset.encode(value).length <= mostBytes
  }
}

function longestText({ maxLength, kind }: Column, longest: number): number {
  return Math.min(maxLength ?? longest, kind === 'text' || kind === 'binary' ? longest : Number.POSITIVE_INFINITY)
}

function distinct(values: readonly string[], { collation }: Column): string[] {
  return [...new Map(values.map((value) => [foldText(value, collation), value])).values()]
}

/** A value on which everything turns that is not known: of texts the order of signs. */
function sampleOf({ kind, labels }: Column): string {
  if (kind === 'enum' || kind === 'set') return labels[0] ?? ''
  return kind === 'temporal' ? '2026-10-31' : kind === 'text' ? '~' : '1'
}
