import { isPublishedNight, type RunFacts } from './facts.ts'

/** One UTC day of the calendar, and what became of its whole runs. */
export interface Day {
  /** `2026-11-25`. */
  readonly date: string
  readonly state: 'published' | 'refused' | 'failed' | 'none'
  readonly runs: number
}

const dayMilliseconds = 86_400_000
/** A year, in whole weeks. */
const mostDays = 53 * 7

/** Each day from that of the first listed night to `until` (ISO 8601), a year at the most; a day with a published run is published. */
export function daysOf(runs: readonly RunFacts[], until: string): Day[] {
  const nights = runs.filter(({ kind, dataset }) => kind === 'run' && dataset === null)
  const dates = nights.map(({ startedAt }) => startedAt.slice(0, 10)).sort()
  const [first] = dates
  if (first === undefined) return []
  const [, end = first] = [until.slice(0, 10), dates.at(-1)].sort()
  const span = Math.min(mostDays, Math.round((Date.parse(end) - Date.parse(first)) / dayMilliseconds) + 1)
  const byDate = Map.groupBy(nights, ({ startedAt }) => startedAt.slice(0, 10))
  return Array.from({ length: span }, (_, at) => {
    const date = new Date(Date.parse(end) - (span - 1 - at) * dayMilliseconds).toISOString().slice(0, 10)
    const own = byDate.get(date) ?? []
    return { date, state: stateOf(own), runs: own.length }
  })
}

function stateOf(runs: readonly RunFacts[]): Day['state'] {
  if (runs.length === 0) return 'none'
  if (runs.some(isPublishedNight)) return 'published'
  return runs.some(({ outcome }) => outcome === 'refused') ? 'refused' : 'failed'
}
