import type { Check } from '../audit/record.ts'
import { acceptedLine } from '../policy/file/accepted-line.ts'
import type { Plan } from '../policy/plan.ts'
import { type Coincidence, lineFor } from '../verification/coincidences.ts'

/** The line of policy.yaml that lets just what was found stand. */
export function answerTo(refused: Coincidence): string {
  return acceptedLine(lineFor(refused))
}

/**
 * What can be done about failed checks, as lines that can be pasted into policy.yaml: an entry of `accepted` for each coincidence, what
 * else would help as a comment, and why the other checks have no answer there.
 */
export function answersTo(
  checks: readonly Check[],
  found: readonly Coincidence[],
  plan: Pick<Plan, 'accepted' | 'tables'>,
): string[] {
  const refused = found.filter(({ outcome }) => outcome === 'refused')
  const others = checks.filter(({ name, verdict }) => verdict === 'failed' && unanswerable[name] !== undefined)
  return [
    ...others.map(({ name }) => `# ${name}: ${unanswerable[name]}`),
    ...(refused.length > 0
      ? [plan.accepted?.length ? 'accepted: # is there already: put these below it' : 'accepted:']
      : []),
    ...refused.map((entry) => `  - ${answerTo(entry)} # ${entry.what}; ${insteadOf(entry, plan)}`),
  ]
}

function insteadOf({ in: place }: Coincidence, { tables }: Pick<Plan, 'tables'>): string {
  if (place.startsWith('table ')) return 'or drop the comment or default that holds it, under definitions'
  const column = tables
    .flatMap(({ table, columns }) => columns.map((entry) => ({ ...entry, place: `${table}.${entry.column}` })))
    .find((entry) => entry.place === place)
  if (!column) return 'or leave it out, under not_restored'
  return column.rule.mask === 'keep' ? `or mask ${place}` : `or give ${place} another rule`
}

/** Checks that no line of a policy can answer: they say that staging is not what it should be, whatever anybody wants. */
const unanswerable: Readonly<Record<string, string>> = {
  structure: 'no line answers it: staging would not be made as production is. Run again; if it stays, report it.',
  rows: 'no line answers it: rows would be missing or twice in staging. Run again; if it stays, report it.',
  'rules fired': 'no line answers it: some cells were not masked. Run again; if it stays, report it.',
  'unique keys': 'no line answers it: the server itself did not build the index. Run again; if it stays, report it.',
  'stored as masked': 'no line answers it: staging does not hold what was written. Look for what else writes there.',
  canaries: 'no line answers it: a search that misses what was planted proves nothing. Report it.',
  'edge cases': 'answered in nightmask.yaml: seed.edge_cases and seed.cases say what is seeded.',
  'foreign keys':
    "production's own orphans are let pass by `orphans: report`; no line answers those that production does not have.",
}
