import type { Check } from '../audit/record.ts'
import { listProblems, RefusedError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { hatchCanaries } from '../verification/canaries.ts'
import { checkCanaries, scanCanaries } from './checks/canaries.ts'
import type { VerifyContext } from './checks/context.ts'
import { checkDefinitions, scanDefinitions } from './checks/definitions.ts'
import { checkEdgeCases } from './checks/edge-cases.ts'
import { checkForeignKeys } from './checks/foreign-keys.ts'
import { checkLeaks } from './checks/leaks.ts'
import { checkRows } from './checks/rows.ts'
import { checkRules } from './checks/rules.ts'
import { checkStored } from './checks/stored.ts'
import { checkStructure } from './checks/structure.ts'
import { checkUniqueKeys } from './checks/unique-keys.ts'
import { leakIndex, recognise } from './leak-index.ts'
import { scanParts } from './scan-parts.ts'

export type VerifyPorts = Pick<
  Ports,
  'plans' | 'shadow' | 'originals' | 'receipts' | 'catalogue' | 'key' | 'scanner' | 'notes'
>

export interface Verification {
  readonly verdict: 'passed' | 'refused'
  readonly checks: readonly Check[]
}

/** Checks the shadow schema against the run's receipts and originals, and notes every verdict. It refuses nothing by itself. */
export async function verify(input: { runId: string }, ports: VerifyPorts): Promise<Verification> {
  const gathered = await gather(input.runId, ports)
  // The server looks for orphans while this process builds the index.
  const foreignKeys = checkForeignKeys(gathered)
  foreignKeys.catch(() => undefined)
  const { index, census } = await leakIndex(gathered.plan, ports)
  const context = { ...gathered, index }
  const [reports, { canaries, definitions }] = await Promise.all([
    ports.scanner.scan(context.index, context.parts),
    foreignKeys.then(async () => ({
      canaries: await scanCanaries(context),
      definitions: scanDefinitions(context),
    })),
  ])
  const sightings = [...reports, ...canaries].flatMap((scanned) => scanned.sightings)
  const recognition = await recognise(context.plan, census, [...sightings, ...[...definitions.values()].flat()], ports)
  const checks = [
    checkStructure(context),
    await checkRows(context, reports),
    checkRules(context),
    await foreignKeys,
    checkUniqueKeys(context),
    checkStored(context, reports),
    checkCanaries(canaries, recognition),
    checkLeaks({ ...context, census }, reports, recognition),
    checkDefinitions(definitions, recognition),
    ...(await checkEdgeCases(context)),
  ]
  await ports.notes.write(input.runId, 'checks', checks)
  return { verdict: checks.some(({ verdict }) => verdict === 'failed') ? 'refused' : 'passed', checks }
}

/** Throws RefusedError with every failed check and its first findings. */
export function assertPassed({ checks }: Verification): void {
  const failed = checks.filter(({ verdict }) => verdict === 'failed')
  if (failed.length === 0) return
  const problems = failed.map(({ name, findings }) => `${name}: ${findings.slice(0, 3).join(', ') || 'failed'}`)
  throw new RefusedError(`${listProblems('Verification', problems)}. Staging is as it was.`)
}

async function gather(runId: string, ports: VerifyPorts): Promise<Omit<VerifyContext, 'index'>> {
  const plan = await ports.plans.read(runId)
  const canaries = hatchCanaries(runId)
  const snapshots = await ports.receipts.snapshots(runId)
  const cases = await ports.catalogue.read(runId)
  const seeded = (await ports.notes.read(runId, 'seeded')) ?? []
  return {
    plan,
    stored: await ports.shadow.introspect(plan),
    ports,
    canaries,
    snapshots,
    restores: await ports.receipts.restores(runId),
    cases,
    seeded,
    leftOut: (await ports.notes.read(runId, 'leftOut')) ?? [],
    parts: scanParts(plan, snapshots, new Set(seeded.map(({ table }) => table))),
  }
}
