import type { Finding } from './finding.ts'

/** Why a column that is called like a personal one is no such, null when it is one: its sampled values say so. */
export function innocence(
  { kind }: Finding,
  isBesidePeople: boolean,
  sample: readonly (string | null)[],
): string | null {
  const values = sample.filter((value) => value !== null && value !== '') as string[]
  if (kind === 'region' && isMostly(values, workflow)) return 'where things stand, not where somebody lives'
  if (kind !== 'prose') return null
  if (!isBesidePeople) return 'text about things: nobody is mentioned in the sampled values'
  return isRepeated(values) ? 'few texts for many rows: nobody wrote them about anybody' : null
}

// `state` is as often where an order stands as where somebody lives.
const workflow =
  /^(?:new|open|opened|draft|pending|pending_\w+|processing|in_progress|active|inactive|enabled|disabled|queued|running|started|ready|paid|unpaid|shipped|delivered|complete|completed|done|finished|closed|cancell?ed|holded|on_hold|failed|rejected|accepted|approved|published|archived|deleted|confirmed|expired)$/i

function isMostly(values: readonly string[], pattern: RegExp): boolean {
  return values.length > 0 && values.filter((value) => pattern.test(value)).length * 2 > values.length
}

// So many cells for each value: a program wrote these, as "Flat rate".
const manyCells = 10

function isRepeated(values: readonly string[]): boolean {
  return values.length > 0 && values.length >= manyCells * new Set(values).size
}
