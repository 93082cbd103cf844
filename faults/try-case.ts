import { execFileSync } from 'node:child_process'
import { type Kind, Skipped, type Trial } from './case.ts'
import { chanceOf } from './chance.ts'
import { type Lane, stagingName } from './lane/lane.ts'
import { Program } from './lane/program.ts'
import { ServerLost } from './lane/server.ts'
import { plannedRefresh } from './lane/spare.ts'
import { theNightAfter } from './night-after.ts'
import type { Generation } from './oracle/generation.ts'
import { judge, servedGeneration } from './oracle/judge.ts'
import { claimOf } from './oracle/sentence.ts'
import { watch } from './oracle/watch.ts'

export interface CaseResult {
  readonly family: string
  readonly kind: string
  readonly server: string
  readonly version: string
  /** What was tried, and when it had been tried. */
  readonly commit: string
  readonly at: string
  readonly index: number
  readonly verdict: 'held' | 'broken' | 'skipped'
  readonly why: readonly string[]
  /** What staging served when the victim had ended. */
  readonly served: string | null
  readonly code: number | string | null
  readonly sentence: string
  readonly detail: string
  readonly gaps: Readonly<Record<string, number>>
  readonly seconds: number
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()

/** One case from beginning to end: a night that meets its fault, the look at what it left, and the plain night after it. */
export async function tryCase(lane: Lane, kind: Kind, index: number, seed: number): Promise<CaseResult> {
  const started = performance.now()
  const base = { family: kind.family, kind: kind.name, server: lane.family, version: lane.version, commit, index }
  const [told, blamed]: [string[], string[]] = [[], []]
  const mends: (() => unknown)[] = []
  const victims: Program[] = []
  const done = (rest: Partial<CaseResult>): CaseResult => ({
    ...base,
    ...{ verdict: 'held', why: [], served: null, code: null, sentence: '', gaps: {} },
    ...rest,
    at: new Date().toISOString().slice(0, 16).replace('T', ' '),
    detail: told.join(', '),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  })
  const mend = async () => {
    const failures: unknown[] = []
    for (const work of mends.splice(0).reverse())
      await Promise.resolve()
        .then(work)
        .catch((failure) => failures.push(failure))
    for (const victim of victims.splice(0)) victim.signal('SIGKILL')
    for (const relay of Object.values(lane.relays)) relay.reset()
    if (failures.length > 0) throw failures[0]
  }
  const trial: Trial = {
    lane,
    index,
    random: chanceOf(`${seed} ${kind.name} ${index}`),
    start: (args = plainRun(lane, kind), options = {}) => {
      const program = new Program(args, options)
      victims.push(program)
      return program
    },
    mend: (work) => mends.push(work),
    blame: (reason) => blamed.push(reason),
    tell: (detail) => told.push(detail),
    skip: (reason) => {
      throw new Skipped(reason)
    },
  }
  try {
    const old = await begin(lane, kind)
    const reader = kind.expects?.firstNight ? null : watch(lane.servers.staging.url, stagingName)
    const ending = await kind.strike(trial)
    await mend()
    const watched = (await reader?.stop()) ?? null
    if (lane.changes) told.push(plannedRefresh(lane.artifacts))
    const next = lane.healthy.get(lane.edition)!
    const now = await lane.generation()
    const mariadb = lane.family === 'mariadb'
    const evidence = { kind, ending, watched, old, new: next, now, mariadb }
    const why = [...judge(evidence), ...blamed]
    const served = servedGeneration(evidence)
    if (served === 'new') lane.served = lane.edition
    const later = kind.expects?.repeated && why.length === 0 ? [] : await theNightAfter(lane, kind, ending, served)
    if (later.length > 0) await lane.beginAnew()
    return done({
      verdict: why.length + later.length > 0 ? 'broken' : 'held',
      why: [...why, ...later],
      served,
      code: ending.signal ?? ending.code,
      sentence: claimOf(ending).sentence,
      gaps: Object.fromEntries(watched?.gaps ?? []),
    })
  } catch (error) {
    await mend().catch(() => undefined)
    if (error instanceof Skipped) {
      // A run that was under way may have published or not.
      await lane.refresh(lane.edition)
      return done({ verdict: 'skipped', why: [error.message] })
    }
    for (const server of Object.values(lane.servers)) if (!server.isRunning) await server.renew()
    await lane.beginAnew()
    if (error instanceof ServerLost)
      return done({ verdict: 'skipped', why: ['the killed server cannot recover its data'] })
    return done({ verdict: 'broken', why: [`the case itself failed: ${String(error).slice(0, 300)}`] })
  }
}

// One thread less to start, two hundred times.
function plainRun(lane: Lane, { expects }: Kind): string[] {
  return ['run', ...lane.flags(), ...(expects?.repeated ? ['--workers', '1'] : [])]
}

/** Turns the source to its other edition and reads what staging serves. */
async function begin(lane: Lane, { expects }: Kind): Promise<Generation> {
  if (expects?.firstNight) await lane.dropStaging()
  else await lane.keepSpare()
  if (expects?.rollback) await lane.refresh(lane.other())
  await lane.turn(lane.other())
  return lane.generation()
}
