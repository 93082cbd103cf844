import { differences, readAll } from './compare.ts'
import type { HistoryKind } from './kind.ts'
import { historyKinds } from './kinds/index.ts'
import type { Night } from './staging.ts'
import { World } from './world.ts'

/** Nights after which there are enough generations for one by changes. */
const firstNights = 3

export interface HistoryOptions {
  /** A server, without a database. */
  readonly url: string
  readonly seed: string
  readonly nights?: number
  /** Only kinds whose name or family matches, beside what happens in every source. */
  readonly kind?: RegExp | null
  readonly say?: (line: string) => void
}

export interface HistoryResult {
  readonly seed: string
  readonly nights: number
  /** Nights of A that ran by changes. */
  readonly byChanges: number
  /** Rows that stayed in them because production held the same as an earlier night. */
  readonly reused: number
  /** Nights that neither staging took. */
  readonly refused: number
  /** What is not as it should be, with the night; none when the history held. */
  readonly broken: readonly string[]
}

/** One history from the first night to the last, or to the first difference. */
export async function runHistory(options: HistoryOptions): Promise<HistoryResult> {
  const { url, seed, say = () => undefined } = options
  const world = await World.begin(url, seed)
  const nights = options.nights ?? world.chance.between(7, 10)
  const extras = extrasOf(world, options.kind ?? null)
  const broken: string[] = []
  let [byChanges, reused, refused, night] = [0, 0, 0, 0]
  let wasByChanges = false
  try {
    while (night < nights && broken.length === 0) {
      night++
      const isFree = night > firstNights && wasByChanges
      // A night in full for another reason than too few generations would put the next one by changes off.
      const mild = isFree ? extras : extras.filter(({ family }) => family === 'testers')
      const happened = night === 1 ? [] : await change(world, mild)
      world.write()
      const { a, b, faulted } = await takeNight(world, night > firstNights)
      wasByChanges = a.refresh?.kind === 'changes'
      byChanges += Number(wasByChanges)
      reused += a.refresh?.reused?.rows ?? 0
      const apart = b ? await compare(world, a, b) : []
      const { altered } = a.refresh ?? {}
      if (altered && !world.altersLedger) apart.push(`the record says that somebody altered ${altered.join(', ')}`)
      const isRefused = !a.published && !b?.published
      refused += Number(isRefused)
      // Found by the leak search, as it should be: it would be each night from now on.
      if (isRefused)
        for (const { table, condition } of world.coincided.splice(0))
          await world.source.tries(`DELETE FROM ${table} WHERE ${condition}`)
      const how = a.refresh
        ? `${a.refresh.kind}${a.refresh.why ? ` (${a.refresh.why})` : ''}${altered ? `, altered: ${altered.join(', ')}` : ''}`
        : a.published
          ? 'published'
          : `refused: ${a.said}`
      say(`  night ${night}: ${[...happened, ...faulted].join('; ') || 'the first'} → ${how}`)
      broken.push(...apart.map((one) => `night ${night}: ${one}`))
    }
    if (broken.length === 0 && nights >= 7 && byChanges === 0) broken.push('no night ran by changes')
    return { seed, nights: night, byChanges, reused, refused, broken }
  } finally {
    await world.end()
  }
}

/** Some kinds beyond the source's own, so that histories differ in what they are about. */
function extrasOf({ chance }: World, pattern: RegExp | null): HistoryKind[] {
  const all = historyKinds.filter(({ family }) => family !== 'source')
  if (pattern) return all.filter(({ name, family }) => pattern.test(`${family}: ${name}`))
  return chance.some(all, chance.between(2, 9))
}

async function change(world: World, extras: readonly HistoryKind[]): Promise<string[]> {
  const { chance } = world
  const own = historyKinds.filter(({ family }) => family === 'source')
  const drawn = [
    ...Array.from({ length: chance.between(0, 5) }, () => chance.pick(own)),
    ...(extras.length > 0 && chance.happens(0.75)
      ? Array.from({ length: chance.between(1, 3) }, () => chance.pick(extras))
      : []),
  ]
  const happened: string[] = []
  for (const { name, strike } of drawn) {
    const what = await strike(world).catch((error) => {
      throw new Error(`The history's own step "${name}" failed: ${error instanceof Error ? error.message : error}`)
    })
    if (what !== 'none') happened.push(`${name} (${what})`)
  }
  return happened.length > 0 ? happened : ['nothing']
}

/**
 * A night of each staging, one publish of each: A's may be disturbed before, and is then run again or gone on with. B is always loaded in full,
 * so it has nothing to show as long as A is.
 */
async function takeNight(world: World, isCompared: boolean): Promise<{ a: Night; b: Night | null; faulted: string[] }> {
  const { chance, fault } = world
  const cut = () => ['--chunk-rows', String(chance.pick([13, 37, 90, 100_000]))]
  world.fault = null
  let a = await world.a.run(cut(), fault)
  const faulted = fault ? [`it ended with ${a.exitCode}`] : []
  if (fault && !a.published) {
    const begun = fault.resumes ? world.a.newestRun() : null
    // A run that had not come far enough cannot be gone on with, and says so.
    if (begun) a = await world.a.run(['--resume', begun])
    if (begun) faulted.push(`gone on with: ${a.exitCode}${a.exitCode ? ` ${a.said.slice(0, 80)}` : ''}`)
    if (!a.published) a = await world.a.run(cut())
  }
  return { a, b: isCompared ? await world.b.run(cut()) : null, faulted }
}

async function compare({ a: one, b: other }: World, a: Night, b: Night): Promise<string[]> {
  if (a.published && b.published) return differences(await readAll(one.database), await readAll(other.database))
  // Refused by what was found is a night as any; what failed has not been tried.
  if (a.published !== b.published || a.exitCode !== b.exitCode || ![3, 4].includes(a.exitCode))
    return [`A ended with ${a.exitCode} (${a.said}), B with ${b.exitCode} (${b.said})`]
  return []
}
