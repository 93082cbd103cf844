import type { Accepted } from '../policy/rule.ts'
import type { Recognised } from './scan.ts'
import { gravestSort, sortOf } from './value-sorts.ts'

/** What became of a real value that stands elsewhere. */
export type Outcome =
  /** It may tell something about somebody, and nothing says otherwise: staging is not published. */
  | 'refused'
  /** A line of the policy lets it stand. */
  | 'accepted'
  /** The word stood there before it was anybody's. */
  | 'passed'
  /** By itself it tells nothing about anybody. */
  | 'reported'

/** Real values of one column that stand in one other place, and what became of them. Counts and coordinates; never a value. */
export interface Coincidence {
  /** `table.column` of staging, or a definition such as `table orders`. */
  readonly in: string
  /** `table.column` whose real values they are. */
  readonly of: string
  readonly cells: number
  /** How many different ones. */
  readonly values: number
  /** Such as `a single word`, the gravest of them. */
  readonly what: string
  readonly outcome: Outcome
  readonly reason: string
}

/** Real values that stand elsewhere by chance, and what the next run has to know of them. */
export interface NotedCoincidences {
  readonly found: readonly Coincidence[]
  /** What was let stand as it stood there before: keyed digests, as those of originals. */
  readonly passed: readonly { readonly place: string; readonly hi: number; readonly lo: number }[]
  /** Lines of the policy that covered nothing. */
  readonly unused: readonly Accepted[]
}

/** A recognised value with what became of it. */
export interface Judged {
  readonly value: Recognised
  readonly outcome: Outcome
  readonly reason: string
}

/** One value for each place, whatever the number of chunks in which it was sighted. */
export function mergeRecognised(recognised: readonly Recognised[]): Recognised[] {
  const merged = new Map<string, Recognised>()
  for (const value of recognised) {
    const id = idOfValue(value)
    const before = merged.get(id)
    merged.set(id, before ? add(before, value) : value)
  }
  return [...merged.values()]
}

/** Which value in which place; a key for maps. */
export function idOfValue({ place, hi, lo }: Pick<Recognised, 'place' | 'hi' | 'lo'>): string {
  return JSON.stringify([place, hi, lo])
}

/** By place, column and outcome; what was refused first, the commonest first. `maskOf` gives the rule of a column. */
export function summarise(judged: readonly Judged[], maskOf: (of: string) => string | null): Coincidence[] {
  const groups = Map.groupBy(judged, ({ value, outcome, reason }) =>
    JSON.stringify([value.place, value.of, outcome, reason]),
  )
  const all = [...groups.values()].map((members): Coincidence => {
    const { value, outcome, reason } = members[0]!
    return {
      in: value.place,
      of: value.of,
      ...extentOf(members.map(({ value }) => value)),
      what: gravestSort(members.map((member) => sortOf(member.value, maskOf(value.of)))),
      outcome,
      reason,
    }
  })
  return all.sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || b.cells - a.cells)
}

const order: readonly Outcome[] = ['refused', 'accepted', 'passed', 'reported']

/** How much was found: a cell counts once, and a value too, however many spellings of one value are sighted in it. */
export function extentOf(values: readonly Pick<Recognised, 'count' | 'again'>[]): { cells: number; values: number } {
  return {
    cells: Math.max(1, sum(values.map(({ count, again }) => count - again))),
    values: Math.max(1, values.filter(({ count, again }) => count > again).length),
  }
}

/** The line that accepts just what was found: of values that come again and again how many different ones, else how many cells. */
export function lineFor(
  { in: place, of, cells, values, what }: Coincidence,
  reason = `a coincidence: ${what}`,
): Accepted {
  const repeats = cells > values
  return { in: place, of, reason, cells: repeats ? null : cells, values: repeats ? values : null }
}

/** Whether a line covers so many. */
export function covers(
  line: Pick<Accepted, 'cells' | 'values'>,
  found: { readonly cells: number; readonly values: number },
): boolean {
  return (line.cells === null || found.cells <= line.cells) && (line.values === null || found.values <= line.values)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}

function add(a: Recognised, b: Recognised): Recognised {
  return {
    ...a,
    count: a.count + b.count,
    again: a.again + b.again,
    whole: a.whole + b.whole,
    plain: a.plain && b.plain,
  }
}
