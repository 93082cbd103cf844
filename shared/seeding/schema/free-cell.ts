import type { Faker } from '@faker-js/faker'
import type { RowRandom } from '../random.ts'
import type { Content, Teller } from './believable-text.ts'
import type { Domain } from './domain.ts'
import { type Intervals, intersect, nthOf, sizeOf } from './intervals.ts'
import type { Digit } from './key-plan.ts'
import type { Values } from './values.ts'

/** How a column that no foreign key fills gets its values. */
export interface FreeColumn {
  readonly domain: Domain
  readonly digit: Digit | null
  /** Values to draw from in place of everything that the type allows. */
  readonly preferred: Values | null
  /** How often. */
  readonly preferredShare: number
  /** The steps in which values usually lie; within the domain's ranges. */
  readonly usual: Intervals
  readonly content: Content | null
  readonly nullShare: number
  readonly rows: number
}

export interface RowContext {
  readonly row: number
  readonly random: RowRandom
  readonly faker: Faker
  teller(): Teller
  /** Further bounds by CHECKs against other columns of the row, in steps. */
  readonly bounds: Intervals | null
}

const tries = 8

/** One cell; null is NULL. Only what passes the column's own conditions is returned. */
export function freeCell(free: FreeColumn, context: RowContext): string | null {
  const { domain, digit, nullShare } = free
  if (digit) return keyCell(free, digit, context)
  if (domain.nullable && (context.random.chance(nullShare) || domain.values.count === 0n)) return null
  if (domain.values.count === 0n) return null
  if (free.preferred && free.preferred.count > 0n && context.random.chance(free.preferredShare))
    return free.preferred.nth(below(context.random, free.preferred.count))
  if (domain.scale) return orderedCell(free, context)
  if (free.content && domain.limits.choices === null && domain.limits.patterns.length === 0 && domain.exact)
    for (let attempt = 0; attempt < tries; attempt++) {
      const text = fitted(free.content(context.teller()), domain.limits.most)
      if (domain.accepts(text)) return text
    }
  return domain.values.nth(below(context.random, domain.values.count))
}

/** The value of a column's digit: numbers count up from 1, moments are spread over their window, texts carry their number. */
function keyCell({ domain, content, usual, rows }: FreeColumn, digit: Digit, context: RowContext): string | null {
  const index = digit.indexOf(context.row)
  if (index === null) return null
  const { scale, ranges, values, limits, column } = domain
  if (scale) {
    const isMoment = column.kind === 'temporal'
    const preferred = isMoment ? usual : intersect(ranges, [[1n, scale.max]])
    const within = sizeOf(preferred) >= BigInt(Math.max(rows, index + 1)) ? preferred : ranges
    const stride = isMoment && digit.alone ? sizeOf(within) / BigInt(Math.max(1, rows)) : 1n
    return scale.write(nthOf(within, BigInt(index) * (stride > 0n ? stride : 1n)))
  }
  const isPlain = column.kind === 'text' && domain.exact && limits.choices === null && limits.patterns.length === 0
  const tag = values.nth(BigInt(index))
  if (!digit.alone || !content || !isPlain || limits.isJson) return tag
  const text = marked(content(context.teller()), index, limits.most, digit.prefix)
  return text !== null && domain.accepts(text) ? text : tag
}

/** `Maria Schmidt 17`; an address keeps its form: `maria.schmidt.17@mail.example`. Null when there is no room for text and number. */
function marked(text: string, index: number, most: number, prefix: number | null): string | null {
  const number = String(index + 1)
  // A number in front tells apart within any prefix, and no text makes two numbers one.
  if (prefix !== null) return number.length + 1 <= prefix ? fitted(`${number}-${text}`, most) : null
  const at = text.indexOf('@')
  const [head, tail] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
  const separator = tail ? '.' : ' '
  const room = most - tail.length - number.length - 1
  return room < 1 ? null : `${fitted(head, room).replace(/\d+$/, '') || 'x'}${separator}${number}${tail}`
}

function orderedCell({ domain, usual }: FreeColumn, { random, bounds }: RowContext): string | null {
  const bounded = bounds ? intersect(domain.ranges, bounds) : domain.ranges
  // Nothing fits: the row is drawn again.
  if (sizeOf(bounded) === 0n) return domain.nullable ? null : domain.scale!.write(nthOf(domain.ranges, 0n))
  const narrowed = intersect(bounded, usual)
  const chosen = sizeOf(narrowed) > 0n ? narrowed : bounded
  return domain.scale!.write(nthOf(chosen, below(random, sizeOf(chosen))))
}

/** Uniform in [0, bound) for any bound. */
export function below(random: RowRandom, bound: bigint): bigint {
  if (bound <= 2n ** 32n) return BigInt(random.below(Number(bound)))
  let number = 0n
  for (let size = 1n; size < bound * 2n ** 32n; size *= 2n ** 32n) number = (number << 32n) | BigInt(random.bits())
  return number % bound
}

/** Cut at a character, without a space at the end. */
function fitted(text: string, most: number): string {
  return text.length <= most ? text : [...text].slice(0, most).join('').trimEnd()
}
