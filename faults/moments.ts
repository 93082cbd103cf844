import { setTimeout as pause } from 'node:timers/promises'
import type { StepName } from '../shared/pipeline.ts'
import type { Trial } from './case.ts'
import type { Program } from './lane/program.ts'
import type { Side } from './lane/relay.ts'

/** When a fault strikes. `wait` resolves then, or when the program has ended; `hold` keeps the program there until it is called. */
export interface Moment {
  readonly name: string
  readonly step: StepName
  readonly wait: (trial: Trial, program: Program) => Promise<{ hold: () => void }>
}

const free = { hold: () => undefined }

/** As the step is told. */
export function inStep(step: StepName): Moment {
  return {
    name: `in ${step}`,
    step,
    wait: async ({ random }, program) => {
      await program.reached(step)
      await pause(random() * 60)
      return free
    },
  }
}

/** With the first statement that goes to staging once the step is told: it waits while the fault does its work. */
export function heldIn(step: StepName): Moment {
  return {
    name: `held in ${step}`,
    step,
    wait: ({ lane }, program) =>
      new Promise((resolve) => {
        void program.ended.then(() => resolve(free))
        void program.reached(step).then(() => {
          lane.relays.staging.onStatement = () => {
            lane.relays.staging.onStatement = null
            return new Promise<void>((release) => resolve({ hold: release }))
          }
        })
      }),
  }
}

/** At a random moment of publish and of what follows it. */
export const withinPublish: Moment = {
  name: 'within publish',
  step: 'publish',
  wait: async ({ lane, random, tell }, program) => {
    await program.reached('publish')
    const milliseconds = Math.round(random() * 1.2 * lane.publishMilliseconds)
    tell(`${milliseconds} ms`)
    await pause(milliseconds)
    return free
  },
}

/** With a statement on its way to the server, or its answer on the way back: it waits while the fault does its work. */
export function at(
  name: string,
  step: StepName,
  side: Side,
  statement: RegExp,
  when: 'statement' | 'answer' = 'statement',
): Moment {
  return {
    name,
    step,
    wait: ({ lane, blame }, program) =>
      new Promise((resolve) => {
        let met = false
        const relay = lane.relays[side]
        relay[when === 'statement' ? 'onStatement' : 'onAnswer'] = (_line, text) => {
          if (met || !statement.test(text)) return
          met = true
          return new Promise<void>((release) => resolve({ hold: release }))
        }
        void program.ended.then(() => {
          if (!met) blame(`the moment "${name}" did not come: the case could not be made`)
          resolve(free)
        })
      }),
  }
}

/** The one RENAME by which the old generation goes, and no other. */
export const swap = /RENAME TABLE .* TO `[^`]+_nm_p_/s

/** The exact places of a swap, by what the program says to staging. */
export const swapMoments: readonly Moment[] = [
  at('as the marker is made', 'publish', 'staging', /CREATE TABLE (IF NOT EXISTS )?`[^`]+`\.`?nightmask_marker/),
  at('as locks are taken', 'publish', 'staging', /LOCK TABLES .*WRITE/s),
  at('before the swap', 'publish', 'staging', swap),
  at('in the swap', 'publish', 'staging', swap, 'answer'),
  at('as the old generation is put away', 'publish', 'staging', /DROP DATABASE IF EXISTS `[^`]+_nm_p_/),
]
