import { setTimeout as pause } from 'node:timers/promises'
import type { Kind, Trial } from '../case.ts'
import type { Program } from '../lane/program.ts'
import { quote, sql, trySql } from '../lane/sql.ts'
import { at, type Moment } from '../moments.ts'

const family = 'Rollback'

const anywhere: Moment = {
  name: 'at a random moment',
  step: 'publish',
  wait: async ({ random, tell }, program) => {
    await program.reached('publish')
    const milliseconds = Math.round(random() * 150)
    tell(`${milliseconds} ms`)
    await pause(milliseconds)
    return { hold: () => undefined }
  },
}

const moments: readonly Moment[] = [
  at('before the swap', 'publish', 'staging', /RENAME TABLE/),
  at('in the swap', 'publish', 'staging', /RENAME TABLE/, 'answer'),
  at('as the empty schema is dropped', 'publish', 'staging', /DROP DATABASE/),
]

type Fault = readonly [string, (trial: Trial, program: Program) => Promise<unknown> | unknown]
const faults: readonly Fault[] = [
  ['SIGKILL', (_, program) => program.signal('SIGKILL')],
  ['SIGTERM', (_, program) => program.signal('SIGTERM')],
  [
    'KILL CONNECTION',
    ({ lane }) =>
      Promise.all(
        [...lane.relays.staging.lines].map(({ thread }) =>
          trySql(lane.servers.staging.url, `KILL CONNECTION ${thread}`),
        ),
      ),
  ],
  ['line cut', ({ lane }) => [...lane.relays.staging.lines].forEach((line) => void line.cut())],
]

export const rollbackKinds: readonly Kind[] = [
  {
    family,
    name: 'rollback',
    expects: { rollback: true, survives: true, code: 0 },
    sampled: true,
    strike: (trial) => back(trial).ended,
  },
  ...faults.flatMap((fault) => moments.map((moment) => disturbed(fault, moment))),
  ...faults.map((fault) => ({ ...disturbed(fault, anywhere), tries: 3 })),
  {
    family,
    name: 'rollback killed, and rolled back again',
    tries: 3,
    expects: { rollback: true, ownWords: true, changes: 2 },
    strike: async (trial) => {
      const first = back(trial)
      await anywhere.wait(trial, first)
      first.signal('SIGKILL')
      await first.ended
      const second = await back(trial).ended
      if (second.code !== 0 && !second.stderr.includes('nightmask:'))
        trial.blame('the second rollback does not say why it cannot')
      trial.tell(`the second ended with ${second.code}`)
      return second
    },
  },
  {
    family,
    name: 'rollback after a publish that was killed before its swap',
    expects: { rollback: true, ownWords: true, changes: 2 },
    strike: (trial) => afterPublish(trial, moments[0]!),
  },
  {
    family,
    name: 'rollback after a publish that was killed after its swap',
    expects: { rollback: true, ownWords: true, changes: 2 },
    strike: (trial) => afterPublish(trial, moments[1]!),
  },
  {
    family,
    name: 'rollback without a generation before',
    expects: { ownWords: true },
    strike: async (trial) => {
      const { lane } = trial
      for (const schema of await lane.stagingSchemas())
        if (schema.includes('_nm_p_')) await sql(lane.servers.staging.url, `DROP DATABASE ${quote(schema)}`)
      const ending = await back(trial).ended
      if (ending.code !== 2 && ending.code !== 1) trial.blame(`exit code ${ending.code}`)
      return ending
    },
  },
]

function back(trial: Trial): Program {
  return trial.start(['rollback', ...trial.lane.flags()])
}

function disturbed([name, strike]: Fault, moment: Moment): Kind {
  return {
    family,
    name: `${name} in rollback, ${moment.name}`,
    expects: { rollback: true, cutsSwap: true },
    strike: async (trial) => {
      const program = back(trial)
      const { hold } = await moment.wait(trial, program)
      await strike(trial, program)
      await pause(60)
      hold()
      return program.ended
    },
  }
}

async function afterPublish(trial: Trial, moment: Moment) {
  const run = trial.start()
  const { hold } = await moment.wait(trial, run)
  run.signal('SIGKILL')
  await run.ended
  hold()
  trial.lane.relays.staging.reset()
  const ending = await back(trial).ended
  if (ending.code !== 0 && !ending.stderr.includes('nightmask:')) trial.blame('rollback does not say why it cannot')
  trial.tell(`rollback ended with ${ending.code}`)
  return ending
}
