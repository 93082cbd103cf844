import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { StepName } from '../../shared/pipeline.ts'
import type { Kind, Trial } from '../case.ts'
import { trySql } from '../lane/sql.ts'
import { at, heldIn, inStep, type Moment } from '../moments.ts'
import { claimOf } from '../oracle/sentence.ts'

const family = 'Two at one staging'
type Where = 'same artifacts' | 'other artifacts'

export const twoRunKinds: readonly Kind[] = [
  ...(['same artifacts', 'other artifacts'] as const).flatMap((where) =>
    (['plan', 'snapshot', 'verify', 'publish'] as const).map((step) => beside(where, step)),
  ),
  ...[
    inStep('snapshot'),
    heldIn('restore'),
    heldIn('verify'),
    heldIn('publish'),
    at('before the swap', 'publish', 'staging', /RENAME TABLE/),
  ].flatMap((moment) => (['its claim', 'all its connections'] as const).map((lost) => awake(moment, lost))),
  ...(['verify', 'publish'] as const).map((step) => rollbackBeside(step)),
  verifyBeside(),
]

/** A second run begins while the first is at work: one of them publishes, the other says that it may not. */
function beside(where: Where, step: StepName): Kind {
  return {
    family,
    name: `a second run with ${where} begins in ${step}`,
    sampled: where === 'other artifacts' && step === 'snapshot',
    expects: { survives: true },
    strike: async (trial) => {
      const first = trial.start()
      await inStep(step).wait(trial, first)
      const second = trial.start(['run', ...trial.lane.flags(artifactsOf(trial, where))])
      const endings = await Promise.all([first.ended, second.ended])
      const published = endings.filter(({ code }) => code === 0)
      if (published.length === 0) trial.blame('neither of two runs published')
      const refused = endings.find(({ code }) => code !== 0)
      if (refused) trial.tell(claimOf(refused).sentence)
      return published[0] ?? endings[0]
    },
  }
}

/** A run is frozen and given up; another publishes; then the first wakes. */
function awake(moment: Moment, lost: 'its claim' | 'all its connections'): Kind {
  return {
    family,
    name: `a run that is frozen ${moment.name} and loses ${lost} wakes after another has published`,
    expects: { ownWords: true },
    strike: async (trial) => {
      const { lane } = trial
      const sleeper = trial.start()
      const { hold } = await moment.wait(trial, sleeper)
      sleeper.signal('SIGSTOP')
      await loseConnections(trial, lost)
      const other = await trial.start(['run', ...lane.flags(artifactsOf(trial, 'other artifacts'))]).ended
      trial.tell(`the other ended with ${other.code}`)
      const published = other.code === 0 ? await lane.generation() : null
      sleeper.signal('SIGCONT')
      hold()
      const ending = await sleeper.ended
      const now = await lane.generation()
      if (published && (now.digest !== published.digest || now.runId !== published.runId))
        trial.blame('the one that woke changed what the other had published')
      if (published && ending.code === 0) trial.blame('the one that woke says that it published')
      const { says, runId } = claimOf(ending)
      if (published && (says === 'old' || (says === 'run' && runId !== now.runId)))
        trial.blame('what it says that staging serves is not what the other published')
      return ending
    },
  }
}

async function loseConnections({ lane }: Trial, lost: 'its claim' | 'all its connections'): Promise<void> {
  for (const line of [...lane.relays.staging.lines]) {
    if (lost === 'all its connections' || line.claims)
      await trySql(lane.servers.staging.url, `KILL CONNECTION ${line.thread}`)
  }
}

function rollbackBeside(step: StepName): Kind {
  return {
    family,
    name: `a rollback while a run is in ${step}`,
    expects: { rollback: true, ownWords: true, changes: 2 },
    strike: async (trial) => {
      const run = trial.start()
      await inStep(step).wait(trial, run)
      const back = await trial.start(['rollback', ...trial.lane.flags()]).ended
      const ending = await run.ended
      trial.tell(`rollback ended with ${back.code}, the run with ${ending.code}`)
      return ending
    },
  }
}

function verifyBeside(): Kind {
  return {
    family,
    name: 'a verify while a run publishes',
    expects: { survives: true },
    strike: async (trial) => {
      const run = trial.start()
      await inStep('verify').wait(trial, run)
      const look = await trial.start(['verify', ...trial.lane.flags()]).ended
      trial.tell(`verify ended with ${look.code}`)
      return run.ended
    },
  }
}

function artifactsOf(trial: Trial, where: Where): string {
  if (where === 'same artifacts') return trial.lane.artifacts
  const folder = join(trial.lane.folder, 'other-artifacts')
  trial.mend(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
