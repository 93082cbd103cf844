import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind, Trial } from '../case.ts'
import { at, heldIn } from '../moments.ts'
import { runsIn } from '../oracle/artifacts.ts'

const family = 'Altered artifacts'

type Damage = 'missing' | 'truncated' | 'altered'
const damages: readonly Damage[] = ['missing', 'truncated', 'altered']

/** What lies below `runs/<run>/`, and what its loss or change has to mean where it is still needed. */
const parts = ['plan', 'chunks', 'receipts', 'originals'] as const

/** Everything is written by then, and nothing is read again yet. */
const lastOfRestore = at('as keys are added', 'restore', 'staging', /^ALTER TABLE .*FOREIGN KEY/s)

export const artifactKinds: readonly Kind[] = [
  ...parts.flatMap((part) => damages.map((damage) => kindOf(part, damage, 'verify'))),
  ...(['plan', 'receipts'] as const).flatMap((part) => damages.map((damage) => kindOf(part, damage, 'publish'))),
  ...parts.flatMap((part) => damages.map((damage) => resumed(part, damage))),
  { ...resumed('chunks', null), name: 'a run killed in seed is resumed', expects: { survives: true }, sampled: true },
]

function kindOf(part: string, damage: Damage, step: 'verify' | 'publish'): Kind {
  const guards = step === 'verify' && (part === 'originals' || part === 'receipts')
  return {
    family,
    name: `${part} ${damage} before ${step}`,
    ...(guards ? { expects: { refuses: true } } : {}),
    strike: async (trial) => {
      const program = trial.start()
      // Where a kept generation is brought forward, its foreign keys are there.
      const last = trial.lane.changes ? heldIn('seed') : lastOfRestore
      const { hold } = await (step === 'verify' ? last : heldIn(step)).wait(trial, program)
      harm(trial, part, damage)
      hold()
      return program.ended
    },
  }
}

function resumed(part: string, damage: Damage | null): Kind {
  return {
    family,
    name: `${part} ${damage} before a run is resumed`,
    expects: part === 'chunks' || part === 'originals' ? { refuses: true } : {},
    strike: async (trial) => {
      const first = trial.start()
      const { hold } = await heldIn('seed').wait(trial, first)
      first.signal('SIGKILL')
      await first.ended
      hold()
      trial.lane.relays.staging.reset()
      if (damage) harm(trial, part, damage)
      return trial.start(['run', ...trial.lane.flags(), '--resume', newest(trial)]).ended
    },
  }
}

function newest({ lane }: Trial): string {
  return runsIn(lane.artifacts).sort().at(-1) ?? 'none'
}

/** Takes the largest file of the part, cuts it in half, or turns a byte in its middle. */
function harm(trial: Trial, part: string, damage: Damage): void {
  const path = join(trial.lane.artifacts, 'runs', newest(trial), part)
  const files = existsSync(path) ? filesOf(path) : filesOf(`${path}.json`)
  const file = files.sort((a, b) => statSync(b).size - statSync(a).size)[0]
  if (!file) trial.skip(`there is no ${part} to harm`)
  const { size } = statSync(file)
  if (damage === 'missing') rmSync(file)
  else if (damage === 'truncated') truncateSync(file, Math.floor(size / 2))
  else writeFileSync(file, altered(readFileSync(file)))
}

// A digit of a JSON text, so that it can still be read; a byte of anything else.
function altered(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  const digit = /"stableSha256"\s*:\s*"[0-9a-f]/.exec(text)
  const at = digit ? digit.index + digit[0].length - 1 : Math.floor(bytes.length / 2)
  const copy = Buffer.from(bytes)
  copy[at] = digit ? (copy[at] === 0x31 ? 0x32 : 0x31) : copy[at]! ^ 0x55
  return copy
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return (readdirSync(path, { recursive: true }) as string[])
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}
