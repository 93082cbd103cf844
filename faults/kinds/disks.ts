import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind, Trial } from '../case.ts'
import { heldIn, inStep, type Moment } from '../moments.ts'

const family = 'Full disks'

export const diskKinds: readonly Kind[] = [
  ...[inStep('survey'), inStep('snapshot'), heldIn('restore'), heldIn('seed'), heldIn('publish')].flatMap((moment) =>
    [0, 300_000].map((bytes) => staging(moment, bytes)),
  ),
  ...[8, 40, 120, 300].map((kilobytes) => folder('runs', kilobytes)),
  ...[0, 4, 12].map((kilobytes) => folder('audit', kilobytes)),
  ...[4, 16, 64, 200].map((kilobytes) => fileSize(kilobytes)),
]

function staging(moment: Moment, bytesLeft: number): Kind {
  return {
    family,
    name: `staging's disk with ${bytesLeft / 1000} kB left, ${moment.name}`,
    sampled: moment.step === 'restore' && bytesLeft === 0,
    strike: async (trial) => {
      const server = trial.lane.servers.staging
      if (!server.ownDisk) trial.skip('no file system can be mounted here')
      const program = trial.start()
      const { hold } = await moment.wait(trial, program)
      trial.mend(await server.fillDisk(bytesLeft))
      hold()
      return program.ended
    },
  }
}

/** A small file system over a folder of the artifacts. */
function folder(name: 'runs' | 'audit', kilobytes: number): Kind {
  return {
    family,
    name: `artifacts, ${kilobytes} kB for ${name}`,
    strike: (trial) => {
      mountOver(trial, join(trial.lane.artifacts, name), kilobytes)
      return trial.start().ended
    },
  }
}

function mountOver(trial: Trial, path: string, kilobytes: number): void {
  mkdirSync(path, { recursive: true })
  // The system gives whole pages, and a folder takes one.
  const size = `size=${Math.max(4, kilobytes)}k${kilobytes === 0 ? ',nr_inodes=1' : ''}`
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'nightmask', path]).status !== 0)
    trial.skip('no file system can be mounted here')
  trial.mend(() => spawnSync('umount', ['-l', path]))
}

function fileSize(kilobytes: number): Kind {
  return {
    family,
    name: `files of ${kilobytes} kB at the most (RLIMIT_FSIZE)`,
    strike: (trial) => {
      const before = ['/bin/bash', '-c', `ulimit -f ${kilobytes}; exec "$@"`, 'limited']
      return trial.start(undefined, { before }).ended
    },
  }
}
