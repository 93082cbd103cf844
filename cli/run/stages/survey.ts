import type { SharedExclusions } from '../../../shared/masking/digests/exclusions.ts'
import { chunksOfPeople, peopleSources, sourcesIn } from '../../../shared/masking/people/people-sources.ts'
import { hasSurveyed } from '../../../shared/masking/rows/surveyor.ts'
import { shareNames, strangerNames } from '../../../shared/masking/strangers/stranger-names.ts'
import { localesOf } from '../../../shared/policy/locales-of.ts'
import { redactsTexts } from '../../../shared/policy/redacts-texts.ts'
import type { StepReport } from '../../../shared/ports.ts'
import { packsOf } from '../../../shared/schema/packs.ts'
import { adoptNight } from '../../../shared/steps/adopt-night.ts'
import { confirmSchema } from '../../../shared/steps/confirm-schema.ts'
import { needsExclusions } from '../../../shared/steps/needs-exclusions.ts'
import { settleReuse } from '../../../shared/steps/settle-reuse.ts'
import { closeDataset } from '../close-dataset.ts'
import { makeTables } from '../make-tables.ts'
import { connect, planOf, poolOf, type Run, rowsOf } from '../open-run.ts'
import { openSnapshot } from '../open-snapshot.ts'

/** Opens the one snapshot over all threads, and digests the real values that no fake may equal. */
export async function surveyStage(run: Run): Promise<StepReport> {
  const plan = planOf(run)
  const surveyed = new Set(
    plan.tables
      .filter((table) => hasSurveyed(table) || sourcesIn(plan, table.table).length > 0)
      .map(({ table }) => table),
  )
  run.progress.step('survey', rowsOf(plan, surveyed))
  const connections = await connect(run)
  const pool = poolOf(run)
  const { snapshot, hold } = await openSnapshot(plan, pool, connections)
  run.hold = hold
  // Not before: where production's server is staging's, what is made there would be changes while the snapshot opens.
  run.made = makeTables(run)
  run.made.catch(() => undefined)
  if (snapshot.connections < pool.threads.length)
    run.progress.note(`One connection reads the source. ${snapshot.reason}`)
  await run.stores.notes.write(run.runId, 'snapshot', snapshot)
  const confirmed = confirmSchema({ runId: run.runId }, { ...run.stores, source: connections.source })
  confirmed.catch(() => undefined)
  if (plan.dataset !== null) {
    await confirmed
    await hold.whileReading(closeDataset(run))
  }
  const total = { rows: 0, bytes: 0 }
  const chunks = plan.chunks.filter(({ table }) => surveyed.has(table))
  const surveying = packsOf(chunks).map(async (chunks) => {
    const { rows, bytes } = await pool.survey({ runId: run.runId, chunks })
    total.rows += rows
    total.bytes += bytes
    run.progress.advance(rows, bytes)
  })
  const surveyedAll = Promise.all(surveying)
  surveyedAll.catch(() => undefined)
  // While the threads survey: each would load them for itself.
  const strangers = redactsTexts(plan) ? strangerNames(localesOf(plan)) : null
  strangers?.catch(() => undefined)
  // Asked beside the reading: a schema that is not the planned one says more than what reading met of it.
  await hold.whileReading(confirmed)
  await hold.whileReading(surveyedAll)
  await settleReuse({ runId: run.runId, after: 'survey' }, run.stores)
  // Tables whose masks need none of it are read meanwhile.
  run.shared = shareSurveyed(run, strangers)
  run.shared.catch(() => undefined)
  return total
}

/** Hands what was surveyed to every thread: what no fake may equal, and who is known by name. */
async function shareSurveyed(run: Run, strangers: ReturnType<typeof strangerNames> | null): Promise<void> {
  const [plan, pool] = [planOf(run), poolOf(run)]
  if (await needsExclusions(plan, run.stores)) await pool.all('exclude', await exclusionsOf(run))
  if (!strangers) return
  const named = chunksOfPeople(plan, peopleSources(plan))
  const people = named.length > 0 ? await run.stores.people.index(run.runId, named, run.key) : null
  await pool.all('people', { people, locales: [...localesOf(plan)], strangers: shareNames(await strangers) })
}

async function exclusionsOf(run: Run): Promise<SharedExclusions | null> {
  const { runId, stores, key } = run
  if (!(await adoptNight({ runId }, { ...stores, key })))
    run.progress.note(
      'No full run with this key is at hand: a few pseudonyms may differ from those of staging, and people who are not in the dataset are not looked for.',
    )
  return stores.originals.exclusions(runId, key, redactsTexts(planOf(run)))
}
