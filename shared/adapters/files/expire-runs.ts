import type { Plan } from '../../policy/plan.ts'
import { getJson } from '../stores/json-objects.ts'
import type { ObjectStore } from '../stores/object-store.ts'

/** Runs whose plan, receipts and originals stay, so that a failure can be looked into. */
const keptRuns = 3
/** Published full runs whose artifacts stay: `verify` needs those of the one that staging serves, and after a rollback of the one before; a night by changes those of the one before that. */
const keptNights = 3

export interface EndedRun {
  readonly runId: string
  readonly published: boolean
}

/**
 * After a full run, however it ended: the artifacts of all but the newest runs and the published ones that may be live go, and masked
 * chunks of any other run; after a failure those of the newest run that has some stay, to be resumed. Audit records stay.
 */
export async function expireRuns(objects: ObjectStore, ended: EndedRun): Promise<void> {
  const paths = (await objects.list('runs')).flatMap((path) => /^runs\/([^/]+)\/(.+)$/.exec(path)?.slice(1) ?? [])
  const pairs = paths.flatMap((run, at) => (at % 2 === 0 ? [{ run, path: paths[at + 1]! }] : []))
  const withPath = (pattern: RegExp) => [
    ...new Set(pairs.filter(({ path }) => pattern.test(path)).map(({ run }) => run)),
  ]
  const planned = withPath(/^plan\.json$/).sort()
  const published = withPath(/^notes\/publication\.json$/).sort()
  const kept = new Set([...[ended.runId, ...planned.slice(-keptRuns)], ...(await newestNights(objects, published))])
  const chunked = withPath(/^chunks\//).sort()
  const resumable = ended.published ? null : chunked.at(-1)
  for (const run of new Set(pairs.map(({ run }) => run)))
    if (!kept.has(run)) await objects.delete(`runs/${run}`)
    else if (chunked.includes(run) && run !== resumable) await objects.delete(`runs/${run}/chunks`)
}

async function newestNights(objects: ObjectStore, published: readonly string[]): Promise<string[]> {
  const nights: string[] = []
  for (const run of published.toReversed()) {
    if (nights.length === keptNights) break
    const plan = await getJson<Plan>(objects, `runs/${run}/plan.json`).catch(() => null)
    if (plan && plan.dataset === null) nights.push(run)
  }
  return nights
}
