import { setTimeout as pause } from 'node:timers/promises'
import { type Kind, steps, type Trial } from '../case.ts'
import type { Program } from '../lane/program.ts'
import { inStep, type Moment, swapMoments, withinPublish } from '../moments.ts'

const family = 'Signals'
const polite = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
const frozenMilliseconds = 400

type Fault = { readonly name: string; readonly strike: (trial: Trial, program: Program) => Promise<void> | void }

const signals: readonly Fault[] = [
  ...[...polite, 'SIGKILL' as const].map((signal) => ({
    name: signal,
    strike: (_: Trial, program: Program) => program.signal(signal),
  })),
  {
    name: 'SIGSTOP and SIGCONT',
    strike: async (_, program) => {
      program.signal('SIGSTOP')
      await pause(frozenMilliseconds)
      program.signal('SIGCONT')
    },
  },
]

const twice: Fault = {
  name: 'Ctrl-C twice',
  strike: async (_, program) => {
    program.signal('SIGINT')
    await pause(30)
    program.signal('SIGINT')
  },
}

export const signalKinds: readonly Kind[] = [
  ...signals.flatMap((fault) => [...steps.map(inStep), ...swapMoments].map((moment) => kindOf(fault, moment))),
  ...signals.map((fault) => ({ ...kindOf(fault, withinPublish), tries: 4, sampled: true })),
  ...[inStep('snapshot'), withinPublish, ...swapMoments].map((moment) => kindOf(twice, moment)),
  ...polite.map((signal) => ({
    ...kindOf(signals.find(({ name }) => name === signal)!, inStep('publish')),
    name: `${signal} in publish of the first night`,
    expects: { firstNight: true },
  })),
]

function kindOf(fault: Fault, moment: Moment): Kind {
  return {
    family,
    name: `${fault.name} ${moment.name}`,
    expects: fault.name.startsWith('SIGSTOP') ? { survives: true, code: 0 } : { code: 130 },
    strike: async (trial) => {
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      await fault.strike(trial, program)
      // Time to hear of it before what was held goes on.
      await pause(60)
      hold()
      return program.ended
    },
  }
}
