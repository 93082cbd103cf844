import type { Kind } from './case.ts'
import { chanceOf } from './chance.ts'
import { kinds, withinPublishKinds } from './kinds/index.ts'
import { Lane } from './lane/lane.ts'
import { type Family, findProgramOf } from './lane/programs.ts'
import type { Options } from './options.ts'
import { Journal } from './report/journal.ts'
import { tryCase } from './try-case.ts'

interface Planned {
  readonly kind: Kind
  readonly index: number
}

/** Tries every case on every server, two lanes side by side, and returns the exit code: 0 when all held. */
export async function matrix(options: Options): Promise<number> {
  if (options.list) {
    for (const { family, name } of kinds) console.log(`${family}: ${name}`)
    console.log(`${kinds.length} kinds`)
    return 0
  }
  const journal = new Journal(options, kinds)
  const lanes = options.servers.map((family) =>
    tryAll(family, options, journal).catch((error) => journal.say(`${family}: the matrix itself failed: ${error}`)),
  )
  await Promise.all(lanes)
  return journal.finish()
}

async function tryAll(family: Family, options: Options, journal: Journal): Promise<void> {
  const program = findProgramOf(family)
  if (!program) return journal.say(`${family}: no server program here; its cases are skipped.`)
  const planned = plan(family, options).filter(({ kind, index }) => !journal.has(kind.family, kind.name, family, index))
  if (planned.length === 0) return
  const lane = await Lane.open(program, options.changes)
  journal.say(`${family} ${lane.version} is ready.`)
  for (const { kind, index } of planned) journal.add(await tryCase(lane, kind, index, options.seed))
}

function plan(family: Family, { kind: pattern, sample, rounds, withinPublish, changes }: Options): Planned[] {
  const all = (withinPublish === null ? kinds : withinPublishKinds(withinPublish))
    .filter(({ servers }) => servers?.includes(family) ?? true)
    // A first night has nothing to bring forward.
    .filter((kind) => (changes ? !kind.expects?.firstNight : !kind.changes))
    .filter(({ name, family: kindred }) => pattern?.test(`${kindred}: ${name}`) ?? true)
    .flatMap((kind) => Array.from({ length: (kind.tries ?? 1) * rounds }, (_, index) => ({ kind, index })))
  if (sample === null) return shuffled(all)
  const first = all.filter(({ kind, index }) => kind.sampled && index === 0)
  const others = all.filter((one) => !first.includes(one))
  const every = Math.max(1, Math.floor(others.length / Math.max(1, sample - first.length)))
  return [...first, ...others.filter((_, at) => at % every === 0)].slice(0, sample)
}

/** In an order of chance, but always the same: a matrix that is stopped has tried something of everything. */
function shuffled(all: readonly Planned[]): Planned[] {
  const place = new Map(all.map((one) => [one, chanceOf(`${one.kind.family} ${one.kind.name} ${one.index}`)()]))
  return all.toSorted((a, b) => place.get(a)! - place.get(b)!)
}
