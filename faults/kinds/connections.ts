import { setTimeout as pause } from 'node:timers/promises'
import type { StepName } from '../../shared/pipeline.ts'
import type { Kind, Trial } from '../case.ts'
import type { Line, Side } from '../lane/relay.ts'
import { trySql } from '../lane/sql.ts'
import { inStep, type Moment, swapMoments, withinPublish } from '../moments.ts'

const family = 'Connections'
const silenceMilliseconds = 1500

interface Fault {
  readonly name: string
  readonly survives?: boolean
  /** After what was held goes on; before it when left out. */
  readonly strike: (trial: Trial, line: Line) => Promise<unknown> | unknown
}

const faults: readonly Fault[] = [
  { name: 'KILL CONNECTION', strike: (trial, line) => kill(trial, line, 'CONNECTION') },
  { name: 'KILL QUERY', strike: (trial, line) => kill(trial, line, 'QUERY') },
  { name: 'line cut', strike: (_, line) => line.cut() },
  {
    name: 'line silent, then alive',
    survives: true,
    strike: async (_, line) => {
      line.sleep()
      await pause(silenceMilliseconds)
      line.wake()
    },
  },
  {
    name: 'line silent, then cut',
    strike: async (_, line) => {
      line.sleep()
      await pause(silenceMilliseconds)
      line.cut()
    },
  },
]

const stepsOfSides: Readonly<Record<Side, readonly StepName[]>> = {
  source: ['plan', 'survey', 'snapshot', 'restore', 'verify', 'publish'],
  staging: ['plan', 'snapshot', 'restore', 'seed', 'verify', 'publish'],
}

export const connectionKinds: readonly Kind[] = [
  ...faults.flatMap((fault) =>
    (['source', 'staging'] as const).flatMap((side) => [
      ...stepsOfSides[side].map((step) => kindOf(fault, side, inStep(step))),
    ]),
  ),
  ...faults.flatMap((fault) => swapMoments.map((moment) => kindOf(fault, 'staging', moment))),
  ...faults.map((fault) => ({
    ...kindOf(fault, 'staging', withinPublish),
    tries: 3,
    sampled: fault.name !== 'KILL QUERY',
  })),
]

function kindOf(fault: Fault, side: Side, moment: Moment): Kind {
  const atSwap = swapMoments.includes(moment) || moment === withinPublish
  return {
    family,
    name: `${fault.name}, ${side}, ${moment.name}`,
    expects: { ...(fault.survives ? { survives: true } : {}), cutsSwap: atSwap },
    strike: async (trial) => {
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      const lines = [...trial.lane.relays[side].lines].filter((line) => line.thread > 0)
      // Within the swap it is the line that swaps; elsewhere each try takes another.
      const line = atSwap
        ? lines.find(({ statement }) => /RENAME TABLE|LOCK TABLES|nightmask_marker|_nm_[sp]_/.test(statement))
        : lines[Math.floor(trial.random() * lines.length)]
      if (line) {
        trial.tell(`line ${lines.indexOf(line) + 1} of ${lines.length}`)
        await fault.strike(trial, line)
      }
      hold()
      return program.ended
    },
  }
}

function kill({ lane }: Trial, { side, thread }: Line, what: 'CONNECTION' | 'QUERY'): Promise<unknown> {
  return trySql(lane.servers[side].url, `KILL ${what} ${thread}`)
}
