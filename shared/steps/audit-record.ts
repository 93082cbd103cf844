import { tablesRoot } from '../audit/proof/table-proof.ts'
import type { AuditRecord, EdgeCase, Serves, StepTiming } from '../audit/record.ts'
import { methods } from '../audit/utility.ts'
import type { Plan } from '../policy/plan.ts'
import type { Refresh } from '../policy/refresh.ts'
import type { Ports } from '../ports.ts'
import { coincidencesOf } from './audit-coincidences.ts'
import { riskFigures } from './audit-risk.ts'
import { type Evidence, tableAudits } from './audit-tables.ts'
import { unsignedCheck } from './file-record.ts'
import { rowsOfEarlier, stayedIn } from './rows-of-earlier.ts'

export interface AuditInput {
  readonly runId: string
  readonly outcome: AuditRecord['outcome']
  /** The step that was reached last. */
  readonly reached: string
  /** One sentence with coordinates, null when published. */
  readonly failure: string | null
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly dataset: string | null
  readonly seed: number
  readonly timings: readonly StepTiming[]
  readonly toolVersion: string
  /** Who ran it. */
  readonly by: string
  /** What staging was read to serve, null when nobody could look. */
  readonly serves: Serves | null
  readonly engine?: AuditRecord['engine']
  /** The pseudonym key of the run, where whoever audits knows it; what was masked names its own. */
  readonly keyId?: string
  /** Version of the key, where the place that holds it has versions. */
  readonly keyVersion?: string | null
}

/** `signer` is null where nothing can sign: then the record is unsigned and says so. */
export type AuditPorts = Pick<Ports, 'clock' | 'plans' | 'receipts' | 'catalogue' | 'notes' | 'records'> & {
  readonly signer: Ports['signer'] | null
}

const failedEarly = 'The run failed before the key that signs was at hand, so nothing could sign this record.'

/**
 * The record without its signature. What a run did not reach is null or empty; so is what is not in the artifacts that it is made
 * `from`, when the others are damaged.
 */
export async function composeRecord(
  input: AuditInput,
  ports: AuditPorts,
  from: 'all' | 'plan' | 'nothing',
): Promise<AuditRecord> {
  const { runId } = input
  const plan = from === 'nothing' ? null : await ports.plans.find(runId)
  const whole = from === 'all' ? plan : null
  const edgeCases = from === 'all' ? await ports.catalogue.read(runId) : []
  const evidence = whole && (await gatherEvidence(whole, edgeCases, ports))
  const tables = evidence ? tableAudits(evidence) : []
  const noted = from === 'nothing' ? [] : ((await ports.notes.read(runId, 'checks')) ?? [])
  const elsewhere = whole ? await coincidencesOf(whole, input.outcome, ports) : {}
  const checks = ports.signer ? noted : [...noted, unsignedCheck(failedEarly)]
  return {
    $schema: 'https://nightmask.invalid/audit/v1.json',
    version: 1,
    ...{ kind: 'run', runId, toolVersion: input.toolVersion, by: input.by },
    ...(input.engine ? { engine: input.engine } : {}),
    ...{ outcome: input.outcome, reached: input.reached, failure: input.failure },
    ...{ startedAt: input.startedAt, endedAt: ports.clock.now().toISOString() },
    ...{ dataset: input.dataset, seed: input.seed },
    ...plannedFacts(plan),
    ...(plan?.refresh ? { refresh: await refreshFacts(plan.refresh, evidence, ports) } : {}),
    ...(from === 'nothing' ? {} : await ownFacts(runId, ports)),
    snapshot: from === 'nothing' ? null : await ports.notes.read(runId, 'snapshot'),
    key: keyOf(evidence?.snapshots.chunks[0]?.keyId ?? plan?.keyId ?? input.keyId, input),
    tables,
    checks: [...checks],
    ...elsewhere,
    edgeCases: [...edgeCases],
    risk: whole ? riskFigures(whole, tables, checks, elsewhere.coincidences ?? []) : [],
    ...(from === 'nothing' ? {} : await measuredFacts(runId, ports)),
    ...(tables.length > 0 ? { methods: [...methods] } : {}),
    publication: from === 'nothing' ? null : await readPublication(runId, ports),
    serves: input.serves,
    timings: [...input.timings],
    ...(tables.length > 0 ? { tablesRoot: tablesRoot(tables) } : {}),
    previousRecord: await ports.records.head(),
    signature: null,
  }
}

async function gatherEvidence(
  plan: Plan,
  edgeCases: readonly EdgeCase[],
  { receipts, notes }: AuditPorts,
): Promise<Evidence> {
  return {
    plan,
    snapshots: await receipts.snapshots(plan.runId),
    restores: await receipts.restores(plan.runId),
    // Without a note every edge case is a row of its own.
    seeded: (await notes.read(plan.runId, 'seeded')) ?? edgeCases.map(({ table }) => ({ table, rows: 1 })),
  }
}

function plannedFacts(plan: Plan | null) {
  return {
    source: plan?.source ?? null,
    staging: plan?.staging ?? null,
    policyDigest: plan?.policyDigest ?? null,
    ...(plan?.transformers ? { transformers: [...plan.transformers] } : {}),
    schemaDigest: plan?.schemaDigest ?? null,
    load: plan?.loadMethod ?? null,
    keepTables: [...(plan?.keepTables ?? [])],
    notRestored: [...(plan?.notRestored ?? [])],
  }
}

async function refreshFacts(
  refresh: Refresh,
  evidence: Evidence | null,
  { notes }: AuditPorts,
): Promise<NonNullable<AuditRecord['refresh']>> {
  if (refresh.kind === 'full') return { kind: 'full', why: refresh.why, base: null, nights: 0, whole: [] }
  const { base, nights, whole } = refresh
  const chunks = evidence?.snapshots.chunks ?? []
  const doubted = new Set(chunks.filter(({ altered }) => altered).map(({ chunk }) => chunk.table))
  const altered = [
    ...[...doubted].map((table) => `the receipts of ${table}`),
    ...((evidence && (await notes.read(evidence.plan.runId, 'altered'))) ?? []),
  ]
  const facts = {
    ...{ kind: 'changes' as const, why: null, base: base.runId, nights, whole: [...whole] },
    ...(altered.length > 0 ? { altered } : {}),
  }
  const stayed = rowsOfEarlier(chunks.flatMap((chunk) => stayedIn(chunk) ?? []))
  if (!evidence || !stayed) return facts
  const searched = await notes.read(evidence.plan.runId, 'searchedBefore')
  return { ...facts, reused: { ...stayed, searched: searched?.rows ?? 0, oldestSearch: searched?.oldest ?? null } }
}

async function ownFacts(runId: string, { notes }: AuditPorts): Promise<Pick<AuditRecord, 'own' | 'migration'>> {
  const noted = await notes.read(runId, 'own')
  const ran = await notes.read(runId, 'migration')
  const kept = noted?.kept.map(({ line: _, lost, ...rows }) => ({ ...rows, lost: [...lost] })) ?? []
  const settings = noted?.settings.map(({ line: _, ...applied }) => applied) ?? []
  return {
    ...(noted ? { own: { kept, settings } } : {}),
    ...(ran ? { migration: { ...ran, changes: [...ran.changes], tables: [...ran.tables] } } : {}),
  }
}

async function measuredFacts(runId: string, { notes }: AuditPorts): Promise<Pick<AuditRecord, 'measured'>> {
  const measured = await notes.read(runId, 'measured')
  return measured && measured.groups.length + measured.frequencies.length > 0 ? { measured } : {}
}

function keyOf(id: string | undefined, { keyVersion = null }: AuditInput): AuditRecord['key'] {
  return id === undefined ? null : { id, version: keyVersion }
}

async function readPublication(runId: string, { notes }: AuditPorts): Promise<AuditRecord['publication']> {
  const publication = await notes.read(runId, 'publication')
  if (!publication) return null
  const { tables, previousSchema, attempts } = publication
  return { tables, previousSchema, attempts }
}
