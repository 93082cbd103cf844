import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Kind, Trial } from '../case.ts'
import { heldIn } from '../moments.ts'
import { runsIn } from '../oracle/artifacts.ts'

const family = 'Keys'

type Change = readonly [string, (keyFile: string, trial: Trial) => Promise<unknown> | unknown]
const changes: readonly Change[] = [
  [
    'rotated',
    async (keyFile, trial) => {
      rmSync(keyFile)
      await trial.start(['key', 'new', '--key-file', keyFile]).ended
    },
  ],
  ['lost', (keyFile) => rmSync(keyFile)],
  ['cut short', (keyFile) => writeFileSync(keyFile, readFileSync(keyFile).subarray(0, 20))],
]

export const keyKinds: readonly Kind[] = changes.flatMap(([name, change]) => [
  {
    family,
    name: `key ${name} before a run is resumed`,
    expects: { refuses: true },
    sampled: name === 'rotated',
    strike: async (trial) => {
      const { lane } = trial
      const first = trial.start()
      const { hold } = await heldIn('seed').wait(trial, first)
      first.signal('SIGKILL')
      await first.ended
      hold()
      lane.relays.staging.reset()
      keepKey(trial)
      await change(lane.keyFile, trial)
      return trial.start(['run', ...lane.flags(), '--resume', runsIn(lane.artifacts).sort().at(-1) ?? 'none']).ended
    },
  },
  {
    family,
    name: `key ${name} before verify`,
    expects: { ownWords: true },
    strike: async (trial) => {
      keepKey(trial)
      await change(trial.lane.keyFile, trial)
      const ending = await trial.start(['verify', ...trial.lane.flags()]).ended
      if (ending.code === 0) trial.blame('verify passes with another key than the run had')
      return ending
    },
  },
  {
    family,
    name: `key ${name} in the middle of a run`,
    expects: {},
    strike: async (trial) => {
      const program = trial.start()
      const { hold } = await heldIn('restore').wait(trial, program)
      keepKey(trial)
      await change(trial.lane.keyFile, trial)
      hold()
      return program.ended
    },
  },
])

function keepKey(trial: Trial): void {
  const before = readFileSync(trial.lane.keyFile)
  trial.mend(() => writeFileSync(trial.lane.keyFile, before, { mode: 0o600 }))
}
