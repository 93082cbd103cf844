import type { Kind } from './case.ts'
import type { Lane } from './lane/lane.ts'
import { type Ending, Program } from './lane/program.ts'
import { leaksIn, recordsIn, runsIn } from './oracle/artifacts.ts'
import { differences } from './oracle/generation.ts'
import { claimOf } from './oracle/sentence.ts'

/** A plain run has to publish, whatever happened; after it every run has its record, and nothing holds an original. */
export async function theNightAfter(lane: Lane, kind: Kind, ending: Ending, served: string | null): Promise<string[]> {
  const { artifacts } = lane
  const began = runsIn(artifacts)
  const isQuiet = served === 'new' && ending.code === 0 && !kind.expects?.otherSource && !kind.expects?.rebuilds
  const why: string[] = []
  if (!isQuiet) {
    if (kind.expects?.otherSource || kind.expects?.rebuilds) await lane.rebuildSource(lane.edition)
    const night = await new Program(['run', ...lane.flags()]).ended
    lane.learn(night)
    if (night.code !== 0) return [`the next run ended with ${night.code}: ${claimOf(night).sentence}`]
    const apart = differences(await lane.generation(), lane.healthy.get(lane.edition)!)
    if (apart.length > 0) why.push(`the next run published something else: ${apart.slice(0, 3).join(', ')}`)
  }
  lane.served = lane.edition
  const recorded = new Set(recordsIn(artifacts).map(({ runId }) => runId))
  const unrecorded = [...new Set([...began, ...runsIn(artifacts)])].filter((runId) => !recorded.has(runId))
  if (unrecorded.length > 0) why.push(`${unrecorded.length} run without a record`)
  for (const path of leaksIn(artifacts))
    why.push(`an original is in ${path.slice(artifacts.length + 1).replace(/\d{8}-\d{6}-[0-9a-f]{4}/g, 'RUN')}`)
  return why
}
