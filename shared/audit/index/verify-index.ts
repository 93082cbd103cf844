import { canonicalJson } from '../proof/canonical-json.ts'
import type { StoredHere } from '../proof/chain.ts'
import type { BesideReport } from '../proof/verify-beside.ts'
import { factsOf, type RunFacts } from './facts.ts'
import { indexPage, madeAt } from './index-page.ts'

/** The index as it stands beside the records; null where there is none. */
export interface WrittenIndex {
  readonly facts: readonly RunFacts[]
  readonly page: string | null
}

/** Whether the index says of each record what the record says, and its page what the index says. Records of which it knows nothing yet are no problem. */
export function verifyIndex({ facts, page }: WrittenIndex, stored: readonly StoredHere[]): BesideReport {
  const byName = new Map(stored.map((entry) => [entry.name, entry]))
  const problems = facts.flatMap((run) => {
    const found = byName.get(run.path)
    if (!found)
      return [`the index names ${run.path}.json, which is not there: it was deleted, or the index was changed`]
    return found.record && !isOf(run, found)
      ? [`the index says something else of ${found.path} than the record: one of them was changed`]
      : []
  })
  if (facts.length === 0 || page === null)
    return { problems, verified: [], notVerified: ['The index of all records: none is there.'] }
  if (problems.length > 0) return { problems, verified: [], notVerified: [] }
  const listed = new Set(facts.map(({ path }) => path))
  const newest = stored.slice(-facts.length)
  const isBehind = newest.some(({ name, record }) => record !== null && name !== undefined && !listed.has(name))
  if (isBehind || newest.some(({ record }) => record === null))
    return {
      problems,
      verified: [],
      notVerified: [
        'The page of the index: it does not tell of all records yet. `nightmask audit open` makes it anew.',
      ],
    }
  const made = indexPage({ runs: facts, unreadable: [], older: stored.length - facts.length }, madeAt(page) ?? '')
  return made === page
    ? { problems, verified: ['The index says of each record what the record says.'], notVerified: [] }
    : {
        problems: [
          'audit/index.html is not the page of these records: it was changed, or another version wrote it. `nightmask audit open` makes it anew',
        ],
        verified: [],
        notVerified: [],
      }
}

function isOf(run: RunFacts, { record }: StoredHere): boolean {
  try {
    return record !== null && canonicalJson(factsOf(record, run.path)) === canonicalJson(run)
  } catch {
    return false
  }
}
