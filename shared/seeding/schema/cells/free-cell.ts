import type { RowRandom } from '../../random.ts'
import type { Content, Teller } from '../domains/believable-text.ts'
import type { Domain } from '../domains/domain.ts'
import { type Intervals, intersect, sizeOf } from '../domains/intervals.ts'
import { below, Steps } from '../domains/steps.ts'
import { fitted } from '../domains/text-length.ts'
import type { Digit } from '../rows/key-plan.ts'
import { keyCell } from './key-cell.ts'
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
  /** Draws for the row that is under way. */
  readonly random: RowRandom
  readonly teller: Teller
}

/** The cell of a row, null for NULL; `bounds` are further ones by CHECKs against other columns of the row, in steps. */
export type FreeCell = (row: number, bounds: Intervals | null) => string | null

const tries = 8

/** Makes a column's cells. Only what passes the column's own conditions is returned. */
export function freeCell(free: FreeColumn): FreeCell {
  const { domain, digit, nullShare, random, preferred, preferredShare } = free
  if (digit) return keyCell(free, digit)
  const { count } = domain.values
  const make = count === 0n ? () => null : valueCell(free)
  const prefer = count > 0n && preferred && preferred.count > 0n ? drawer(preferred, random) : null
  return (row, bounds) => {
    if (domain.nullable && random.chance(nullShare)) return null
    return prefer && random.chance(preferredShare) ? prefer() : make(row, bounds)
  }
}

function valueCell(free: FreeColumn): FreeCell {
  const { domain, content, random, teller } = free
  const { values, limits, exact, accepts } = domain
  if (domain.scale) return orderedCell(free)
  const draw = drawer(values, random)
  if (!content || limits.choices !== null || limits.patterns.length > 0 || !exact) return draw
  return () => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const text = fitted(content(teller), limits.most)
      if (accepts(text)) return text
    }
    return draw()
  }
}

function orderedCell({ domain, usual, random }: FreeColumn): FreeCell {
  const { ranges, nullable } = domain
  const scale = domain.scale!
  const narrowed = (within: Intervals): Steps | null => {
    if (sizeOf(within) === 0n) return null
    const common = intersect(within, usual)
    return new Steps(sizeOf(common) > 0n ? common : within)
  }
  const unbounded = narrowed(ranges)
  return (_row, bounds) => {
    const steps = bounds ? narrowed(intersect(ranges, bounds)) : unbounded
    if (steps) return scale.write(steps.draw(random))
    // Nothing fits: the row is drawn again.
    return nullable ? null : scale.write(ranges[0]![0])
  }
}

function drawer(values: Values, random: RowRandom): () => string {
  const draw = below(values.count)
  return () => values.nth(BigInt(draw(random)))
}
