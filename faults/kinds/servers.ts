import { setTimeout as pause } from 'node:timers/promises'
import type { StepName } from '../../shared/pipeline.ts'
import type { Kind } from '../case.ts'
import type { Side } from '../lane/relay.ts'
import { inStep, type Moment, swapMoments, withinPublish } from '../moments.ts'

const family = 'Servers killed and frozen'
const frozenMilliseconds = 1200
const downMilliseconds = 300

const stepsOfSides: Readonly<Record<Side, readonly StepName[]>> = {
  source: ['plan', 'survey', 'snapshot', 'verify', 'publish'],
  staging: ['plan', 'snapshot', 'restore', 'seed', 'verify', 'publish'],
}

export const serverKinds: readonly Kind[] = [
  ...(['source', 'staging'] as const).flatMap((side) => [
    ...stepsOfSides[side].map((step) => killed(side, inStep(step), 'back at once')),
    killed(side, inStep('snapshot'), 'gone for good'),
    killed(side, inStep('publish'), 'gone for good'),
    ...(['snapshot', 'publish'] as const).map((step) => frozen(side, inStep(step))),
  ]),
  ...swapMoments.map((moment) => killed('staging', moment, 'back at once')),
  { ...killed('staging', withinPublish, 'back at once'), tries: 4, sampled: true },
]

function killed(side: Side, moment: Moment, then: 'back at once' | 'gone for good'): Kind {
  return {
    family,
    name: `kill -9 of ${side}, ${moment.name}, ${then}`,
    expects: { cutsSwap: side === 'staging' && (swapMoments.includes(moment) || moment === withinPublish) },
    strike: async (trial) => {
      const server = trial.lane.servers[side]
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      await server.kill()
      const back = async () => {
        await pause(downMilliseconds)
        await server.start()
      }
      const again = then === 'back at once' ? back() : null
      again?.catch(() => undefined)
      trial.mend(() => again ?? back())
      hold()
      const ending = await program.ended
      await again
      return ending
    },
  }
}

function frozen(side: Side, moment: Moment): Kind {
  return {
    family,
    name: `${side} frozen for a second, ${moment.name}`,
    expects: { survives: true },
    strike: async (trial) => {
      const { pid } = trial.lane.servers[side]
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      process.kill(pid, 'SIGSTOP')
      hold()
      await pause(frozenMilliseconds)
      process.kill(pid, 'SIGCONT')
      return program.ended
    },
  }
}
