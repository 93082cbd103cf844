import { provenSuggestion } from '../drafting/proven-suggestion.ts'
import { proveRules } from '../masking/proofs/prove-rules.ts'
import { proveExamples, proveUses } from '../masking/properties/prove-custom.ts'
import { surveyForTexts } from '../masking/rows/survey-for-texts.ts'
import { customOrigins, transformers } from '../masking/transformers/index.ts'
import { readPolicy } from '../policy/file/parse-policy.ts'
import { loadLocales } from '../policy/locales.ts'
import { localesOf } from '../policy/locales-of.ts'
import type { Plan, ServerIdentity, TablePlan } from '../policy/plan.ts'
import { describeRefresh } from '../policy/refresh.ts'
import { lastLines } from '../policy/resolving/check-accepted.ts'
import { refuseOwn } from '../policy/resolving/check-own.ts'
import { leaveOut } from '../policy/resolving/check-programs.ts'
import { resolvePolicy } from '../policy/resolving/resolve-policy.ts'
import { forOneRun } from '../policy/resolving/unlinked.ts'
import { proposeRisk } from '../policy/risk/propose-risk.ts'
import type { RiskSet } from '../policy/risk/risk-set.ts'
import { emptiedTables, type StagingOwn } from '../policy/staging-own.ts'
import type { Ports } from '../ports.ts'
import { schemaDigest } from '../schema/digest.ts'
import { dropTexts } from '../schema/drop-texts.ts'
import { withoutKept } from '../schema/kept-tables.ts'
import { generationSchema } from '../schema/names.ts'
import type { Schema } from '../schema/schema.ts'
import { refuseCases } from '../seeding/own-cases/refuse-cases.ts'
import { type RefreshFacts, withRefresh } from './choose-refresh.ts'
import { withChunks } from './cut-plan.ts'
import { provePair } from './prove-pair.ts'

/** What a run is asked; small, JSON. Of staging only what it said of itself: what reads production cannot reach it. */
export interface PlanInput {
  readonly runId: string
  readonly toolVersion: string
  /** What masks beside it, with versions. */
  readonly masksWith: string
  readonly dataset: string | null
  /** How long a dataset's schema is to stay. */
  readonly expiresDays?: number
  readonly seed: Plan['seed']
  readonly staging: StagingFacts
  readonly keepTables: readonly string[]
  /** Rows and settings of staging's own, with the lines at which they stand; left out where there are none. */
  readonly own?: StagingOwn
  readonly policyText: string
  /** Name of the policy file for messages. */
  readonly policyFile: string
  /** Public name of the pseudonym key, null where what plans does not know it. */
  readonly keyId: string | null
  /** How staging may be filled; left out for datasets, which are loaded whole. */
  readonly refresh?: RefreshFacts
  /** Rows per chunk, null for what suits each table. */
  readonly chunkRows: number | null
}

export interface StagingFacts {
  readonly identity: ServerIdentity
  readonly loadMethod: Plan['loadMethod']
  /** Of the tables that it is to keep, those that it has; left out where nobody asked it. */
  readonly keptThere?: readonly string[]
}

export interface Planned {
  readonly plan: Plan
  /** What the proofs had to say, with table and column. */
  readonly notes: readonly string[]
}

type PlanPorts = Pick<Ports, 'clock' | 'source' | 'plans' | 'notes'>

/** Settles what the run will do and stores it. Throws UncoveredError, UsageError; writes nothing before all is proven. */
export async function plan(input: PlanInput, ports: PlanPorts): Promise<Planned> {
  const { plan, notes } = await settlePlan(input, ports)
  await ports.plans.write(plan)
  return { plan, notes: [...notes, ...(plan.refresh ? describeRefresh(plan.refresh) : [])] }
}

/** The same without storing it. */
export async function settlePlan(
  input: PlanInput,
  ports: Pick<Ports, 'clock' | 'source' | 'notes'> & { readonly plans: Pick<Ports['plans'], 'find'> },
): Promise<Planned> {
  const { plan, notes } = await preparePlan(input, ports)
  const chosen = input.refresh ? await withRefresh(plan, input.refresh, ports) : plan
  return { plan: await withChunks(chosen, input.chunkRows, ports), notes }
}

/** What the policy makes of the schema, proven: without how staging is filled, and without chunks. */
export async function preparePlan(input: PlanInput, ports: Pick<Ports, 'clock' | 'source'>): Promise<Planned> {
  const { policy, faults } = readPolicy(input.policyText, input.policyFile, transformers)
  const source = await ports.source.identity()
  const { runId, toolVersion, masksWith, dataset, seed, staging, keepTables } = input
  const now = ports.clock.now()
  const whole = await ports.source.introspect()
  const { definitions } = policy
  const { accepted, notes: replaced } = lastLines(policy)
  const suggest = provenSuggestion(whole, policy.locale)
  const resolved = resolvePolicy(whole, policy, input.policyFile, transformers, faults, suggest, keepTables)
  const skippedTables = resolved.skippedTables.filter((table) => !keepTables.includes(table))
  if (input.own)
    refuseOwn(input.own, { schema: whole, skipped: new Set(skippedTables), keptThere: staging.keptThere ?? null })
  const { schema: complete, notRestored } = leaveOut(withoutKept(whole, keepTables), policy)
  const dropped = {
    comments: definitions.comments === 'drop',
    defaults: definitions.dropDefaults.map(({ column }) => column),
  }
  const schema = dropTexts(complete, dropped)
  const copied = resolved.tables.filter(({ table }) => !keepTables.includes(table))
  const tables = surveyForTexts(forOneRun(copied, runId), schema.tables)
  const emptied = emptiedTables(input.own)
  const seedable = tables.map(({ table }) => table).filter((table) => !emptied.has(table))
  refuseCases(seed.cases ?? [], whole, new Set(seedable))
  await loadLocales(localesOf({ locale: policy.locale, tables }))
  proveExamples(policy.locale)
  const { notes } = proveRules(schema, tables, policy.locale, input.policyFile)
  proveUses(schema, tables, policy.locale)
  const made = {
    version: 1,
    runId,
    createdAt: now.toISOString(),
    toolVersion,
    masksWith,
    dataset,
    ...(input.expiresDays === undefined ? {} : { expiresAt: inDays(now, input.expiresDays) }),
    seed,
    source,
    staging: staging.identity,
    shadow: generationSchema(staging.identity.database, 'shadow', runId),
    keepTables,
    schema,
    schemaDigest: schemaDigest(schema),
    policyDigest: policy.digest,
    ...(customOrigins().length > 0 ? { transformers: customOrigins() } : {}),
    ...(input.keyId === null ? {} : { keyId: input.keyId }),
    locale: policy.locale,
    tables,
    notRestored,
    accepted,
    dropped,
    refusesOrphans: policy.orphans === 'refuse',
    skippedTables,
    risk: dataset === null ? riskOf(resolved.risk, schema, tables) : [],
    ...ownOf(input),
    chunks: [],
    loadMethod: staging.loadMethod,
  } as const
  const leftOut = notRestored.map(({ program, reason }) => `${program}: not restored (${reason})`)
  return { plan: made, notes: [...notes, ...replaced, ...leftOut, ...provePair(made)] }
}

/** Those of the policy, and others that cost little. */
function riskOf(declared: readonly RiskSet[], schema: Schema, tables: readonly TablePlan[]): RiskSet[] {
  return [...declared, ...proposeRisk(schema, tables)]
}

function ownOf({ own }: PlanInput): Pick<Plan, 'own'> {
  if (!own || own.keepRows.length + own.settings.length === 0) return {}
  const { file, keepRows, settings } = own
  return { own: { file, keepRows, settings } }
}

function inDays(from: Date, days: number): string {
  return new Date(from.getTime() + days * 24 * 3600 * 1000).toISOString()
}
