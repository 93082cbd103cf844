import type { Check } from '../audit/record.ts'
import { listProblems, RefusedError } from '../errors.ts'
import type { Plan } from '../policy/plan.ts'
import { touchedTables } from '../policy/staging-own.ts'
import type { Ports } from '../ports.ts'
import { wholeTable } from '../schema/chunk.ts'
import { hatchCanaries } from '../verification/canaries/hatch.ts'
import type { KeptIndex, StoredIndex } from '../verification/originals-index.ts'
import type { ScanReport } from '../verification/scan.ts'
import { answersTo } from './answers.ts'
import { checkCanaries, scanCanaries, uncaughtKinds } from './checks/canaries.ts'
import type { VerifyContext } from './checks/context.ts'
import { checkDefinitions, searchDefinitions } from './checks/definitions.ts'
import { checkEdgeCases } from './checks/edge-cases.ts'
import { checkForeignKeys } from './checks/foreign-keys.ts'
import { judge } from './checks/judge.ts'
import { searchKeptTables } from './checks/kept-tables.ts'
import { checkLeaks } from './checks/leaks.ts'
import { notSearchedFor } from './checks/not-searched.ts'
import { orphansBefore } from './checks/orphans-before.ts'
import { checkOwn } from './checks/own.ts'
import { measureRisk } from './checks/risk.ts'
import { checkRows } from './checks/rows.ts'
import { checkRules } from './checks/rules.ts'
import { checkStored } from './checks/stored.ts'
import { checkStructure } from './checks/structure.ts'
import { checkUniqueKeys } from './checks/unique-keys.ts'
import { sameOriginals, withFoundBefore } from './found-before.ts'
import { leakIndex, recognise } from './leak-index.ts'
import { rowsOfEarlier } from './rows-of-earlier.ts'
import { scan } from './scan.ts'
import { scanParts } from './scan-parts.ts'
import { scanSealed } from './scan-sealed.ts'
import type { Sealing } from './seal-shadow.ts'
import { sealOfRecognised } from './seals.ts'

export type VerifyPorts = Pick<
  Ports,
  | 'plans'
  | 'shadow'
  | 'served'
  | 'originals'
  | 'receipts'
  | 'catalogue'
  | 'originalsKey'
  | 'scanner'
  | 'notes'
  | 'scans'
>

export interface Verification {
  readonly verdict: 'passed' | 'refused'
  readonly checks: readonly Check[]
  /** Lines for policy.yaml that answer what was refused. */
  readonly answers: readonly string[]
}

export interface VerifyInput {
  readonly runId: string
  /** Whether rows that an earlier night has searched for the same are searched again. */
  readonly anew?: boolean
  /** No table of the shadow schema is read before it is sealed; left out where all are. */
  readonly sealing?: Sealing
  /** Keeps for a later night what the leak check looks for; not given where another step has kept it. */
  readonly keepIndex?: (plan: Plan, index: StoredIndex | KeptIndex) => Promise<void>
}

/** Checks the shadow schema against the run's receipts and originals, and notes every verdict. It refuses nothing by itself. */
export async function verify(input: VerifyInput, ports: VerifyPorts): Promise<Verification> {
  const plan = await ports.plans.read(input.runId)
  // The server is asked while this process reads what the run has left.
  const introspecting = Promise.resolve(input.sealing?.all).then(() => ports.shadow.introspect(plan))
  introspecting.catch(() => undefined)
  const left = await gather(plan, input, ports)
  const same = input.anew ? null : await sameOriginals(plan, ports)
  const indexing = leakIndex(plan, ports, same)
  indexing.catch(() => undefined)
  // Rows that an earlier night has searched are compared meanwhile.
  const made = indexing.then(({ index }) => index)
  const scanning = scanSealed(made, left.parts, input.sealing, ports)
  scanning.catch(() => undefined)
  const gathered = { ...left, stored: await introspecting }
  // The server looks for orphans while this process builds the index.
  const foreignKeys = checkForeignKeys(gathered)
  foreignKeys.catch(() => undefined)
  const { index, census, unkept, altered } = await indexing
  if (unkept) await input.keepIndex?.(plan, unkept)
  const context = { ...gathered, index }
  const [scanned, { canaries, definitions, own, kept }] = await Promise.all([
    scanning,
    foreignKeys.then(async () => ({
      canaries: await scanCanaries(context),
      own: await scanOwn(context, ports),
      ...(await searchBeside(context, ports)),
    })),
  ])
  const reports = [...scanned, ...own, ...kept.reports]
  const sightings = [...reports.flatMap((report) => report.sightings), ...[...definitions.values()].flat()]
  const planted = canaries.flatMap((canary) => canary.sightings)
  const toldBefore = await toldBy(plan, same, ports)
  const known = toldBefore === 'altered' ? null : toldBefore
  const { recognition, told } = await recognise(plan, census, { sightings, planted }, known, ports)
  const seal = sealOfRecognised(plan, input.runId, told, ports.originalsKey)
  if (plan.refresh) await ports.notes.write(input.runId, 'recognised', { known: told, seal })
  await noteSearchedBefore(input.runId, scanned, ports)
  const doubted = [
    ...gathered.altered,
    ...(altered ? ['the filters of the leak check'] : []),
    ...(toldBefore === 'altered' ? ['what the leak check had recognised'] : []),
  ]
  if (doubted.length > 0) await ports.notes.write(input.runId, 'altered', doubted)
  const numbers = reports.flatMap((report) => report.numbers ?? [])
  const judgement = await judge(recognition.recognised(sightings, numbers), { plan: context.plan, index, ports })
  const names = new Set(definitions.keys())
  const inCells = judgement.found.filter((entry) => !names.has(entry.in))
  const inDefinitions = judgement.found.filter((entry) => names.has(entry.in))
  const risk = await measureRisk(context)
  const night = (await ports.notes.read(input.runId, 'night'))?.runId ?? null
  const checks = [
    checkStructure(context),
    await checkRows(context, reports),
    checkRules(context),
    await foreignKeys,
    checkUniqueKeys(context),
    checkStored(context, reports),
    checkCanaries(canaries, recognition),
    checkLeaks({ ...context, census }, reports, { ...judgement, found: inCells }),
    checkDefinitions(names, inDefinitions),
    notSearchedFor(context.plan, uncaughtKinds(canaries, recognition), reports, judgement.found, {
      night,
      tooLarge: kept.tooLarge,
    }),
    ...checkOwn(context),
    ...(await checkEdgeCases(context)),
    ...risk.checks,
  ]
  await ports.notes.write(input.runId, 'measured', risk.measured)
  await ports.notes.write(input.runId, 'checks', checks)
  const { found, passed, unused } = judgement
  await ports.notes.write(input.runId, 'coincidences', { found, passed, unused })
  const verdict = checks.some(({ verdict }) => verdict === 'failed') ? 'refused' : 'passed'
  return { verdict, checks, answers: answersTo(checks, found, context.plan) }
}

/** What the run that looked for the same has told of its sightings; null where nothing is left of it. */
async function toldBy(plan: Plan, same: string | null, { notes, originalsKey }: VerifyPorts) {
  const told = same === null ? null : await notes.read(same, 'recognised').catch(() => null)
  if (!told || same === null) return null
  return told.seal === sealOfRecognised(plan, same, told.known, originalsKey) ? told.known : 'altered'
}

async function noteSearchedBefore(runId: string, reports: readonly ScanReport[], { notes }: Pick<Ports, 'notes'>) {
  const searched = rowsOfEarlier(reports.map(({ searchedBy, rows }) => ({ by: searchedBy, rows })))
  if (searched) await notes.write(runId, 'searchedBefore', searched)
}

/** Throws RefusedError with every finding of every failed check, and what answers them. */
export function assertPassed({ checks, answers }: Pick<Verification, 'checks' | 'answers'>): void {
  const failed = checks.filter(({ verdict }) => verdict === 'failed')
  if (failed.length === 0) return
  const problems = failed.flatMap(({ name, findings }) =>
    findings.length > 0 ? findings.map((finding) => `${name}: ${finding}`) : [`${name}: failed`],
  )
  throw new RefusedError(`${listProblems('Verification', problems)}. Nothing was published.`, answers)
}

/** Definitions, and the tables that staging keeps as its own. */
async function searchBeside(context: VerifyContext, ports: VerifyPorts) {
  const kept = await searchKeptTables(context.plan, context.index, ports)
  return { kept, definitions: new Map([...searchDefinitions(context), ...kept.definitions]) }
}

/** Rows that staging keeps in tables which the plan leaves empty: no chunk holds them. */
async function scanOwn({ plan, index }: VerifyContext, ports: VerifyPorts): Promise<ScanReport[]> {
  const tables = plan.skippedTables.filter((table) => touchedTables(plan.own).has(table))
  const reports: ScanReport[] = []
  for (const table of tables)
    reports.push(await scan({ runId: plan.runId, chunk: wholeTable(table), stableSha256: null }, index, ports))
  return reports
}

interface Gathered extends Omit<VerifyContext, 'index' | 'stored'> {
  /** What an earlier run had left of it, and is not as that run had sealed it: parts of a sentence. */
  readonly altered: readonly string[]
}

async function gather(plan: Plan, { runId, anew = false }: VerifyInput, ports: VerifyPorts): Promise<Gathered> {
  const canaries = hatchCanaries(runId)
  const snapshots = await ports.receipts.snapshots(runId)
  const cases = await ports.catalogue.read(runId)
  const seeded = (await ports.notes.read(runId, 'seeded')) ?? []
  const seededTables = new Set(seeded.map(({ table }) => table))
  const parts = scanParts(plan, snapshots.chunks, seededTables, touchedTables(plan.own))
  const found = anew ? parts : await withFoundBefore(plan, parts, snapshots.chunks, ports)
  const orphans = anew ? null : await orphansBefore(plan, snapshots, ports)
  const doubted = new Set(found.filter(({ altered }) => altered).map(({ chunk }) => chunk.table))
  return {
    plan,
    ports,
    canaries,
    snapshots,
    restores: await ports.receipts.restores(runId),
    cases,
    seeded,
    leftOut: (await ports.notes.read(runId, 'leftOut')) ?? [],
    own: (await ports.notes.read(runId, 'own')) ?? { kept: [], settings: [], compared: [] },
    orphansBefore: orphans === null || orphans === 'altered' ? new Map() : orphans,
    parts: found,
    altered: [
      ...[...doubted].map((table) => `what the leak check had found in ${table}`),
      ...(orphans === 'altered' ? ['the rows whose foreign keys lead nowhere'] : []),
    ],
  }
}
