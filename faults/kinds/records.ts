import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, steps, type Trial } from '../case.ts'
import { inStep } from '../moments.ts'

const family = 'Records and pipes'

export const recordKinds: readonly Kind[] = [
  ...(['stderr', 'stdout'] as const).flatMap((pipe) =>
    steps.map((step) => ({ ...closed(pipe, step), sampled: pipe === 'stderr' && step === 'publish' })),
  ),
  {
    family,
    name: 'run 2>&1 | head -2',
    expects: { survives: true, ownWords: true },
    strike: (trial) => trial.start(undefined, { before: ['/bin/bash', '-c', '"$@" 2>&1 | head -2', 'piped'] }).ended,
  },
  broken('the audit folder is a file', (audit) => writeFileSync(audit, '')),
  broken('the audit folder is read-only', (audit, trial) => {
    mkdirSync(audit)
    readOnly(audit, trial)
  }),
  {
    family,
    name: 'all artifacts are read-only',
    expects: { refuses: true },
    strike: (trial) => {
      readOnly(trial.lane.artifacts, trial)
      return trial.start().ended
    },
  },
  ...(['', '{', '{"path":"x","digest":"y"}', '[1]'] as const).map((text) => latest(text)),
]

function closed(pipe: 'stderr' | 'stdout', step: (typeof steps)[number]): Kind {
  return {
    family,
    name: `${pipe} closed in ${step}`,
    expects: { survives: true, ownWords: true },
    strike: async (trial) => {
      const program = trial.start()
      await inStep(step).wait(trial, program)
      program.closePipe(pipe)
      return program.ended
    },
  }
}

/** Records cannot be written: to be found out before anything is written to staging. */
function broken(name: string, harm: (audit: string, trial: Trial) => void): Kind {
  return {
    family,
    name,
    expects: { refuses: true },
    strike: (trial) => {
      const audit = join(trial.lane.artifacts, 'audit')
      const aside = `${audit}-aside`
      renameSync(audit, aside)
      trial.mend(() => {
        rmSync(audit, { recursive: true, force: true })
        renameSync(aside, audit)
      })
      harm(audit, trial)
      return trial.start().ended
    },
  }
}

function readOnly(path: string, trial: Trial): void {
  const mount = (...args: string[]) => spawnSync('mount', [...args, path]).status === 0
  if (!mount('--bind', path) || !mount('-o', 'remount,ro,bind')) trial.skip('no file system can be mounted here')
  trial.mend(() => spawnSync('umount', ['-l', path]))
}

/** The pointer to the newest record holds something else. */
function latest(text: string): Kind {
  return {
    family,
    name: `audit/latest.json holds ${text === '' ? 'nothing' : text}`,
    strike: (trial) => {
      const file = join(trial.lane.artifacts, 'audit', 'latest.json')
      const before = existsSync(file) ? readFileSync(file) : null
      trial.mend(() => before && readFileSync(file, 'utf8') === text && writeFileSync(file, before))
      writeFileSync(file, text)
      return trial.start().ended
    },
  }
}
