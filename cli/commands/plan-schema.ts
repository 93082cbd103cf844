import { randomBytes } from 'node:crypto'
import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { masksWith } from '../../shared/adapters/masks-with.ts'
import { createSource } from '../../shared/adapters/mysql/reading/source.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Config } from '../../shared/config/config.ts'
import { type FileProblem, listProblems, type NightmaskError, UncoveredError, UsageError } from '../../shared/errors.ts'
import { idOf } from '../../shared/policy/resolving/reference-groups.ts'
import { preparePlan } from '../../shared/steps/plan.ts'
import type { Answer, Session } from '../answer.ts'
import { type BuiltSchema, buildSchema } from '../check/build-schema.ts'
import { sarifOf } from '../check/sarif.ts'
import { readSqlFiles, type SqlFile } from '../check/sql-files.ts'
import { useTransformers } from '../custom-transformers.ts'
import { explain, failureJson } from '../failure.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig, readPolicy } from '../load-config.ts'
import { systemClock } from '../run/clock.ts'
import { schemaCheckLines } from '../summary/schema-check.ts'
import { toolVersion } from '../version.ts'

export interface PlanSchemaFlags extends ConfigFlags {
  readonly schema: readonly string[]
  readonly format?: 'text' | 'sarif'
  /** A server in place of the embedded one: a database is made there and dropped again. */
  readonly server?: string
}

export interface SchemaCheck {
  readonly files: readonly string[]
  readonly tables: number
  readonly columns: number
  readonly masked: number
  /** What the proofs had to say, and what stood in the place of something that the server does not know. */
  readonly notes: readonly string[]
}

/** Checks the policy against a schema that stands in files: of a dump, or of migrations in their order. No production is asked. */
export async function planSchema(flags: PlanSchemaFlags, { progress }: Session): Promise<Answer> {
  const config = await loadConfig(flags, [])
  await useTransformers(config, flags)
  const policy = { text: await readPolicy(config.policy), file: config.policy }
  const files = await readSqlFiles(flags.schema)
  progress.step('database', null)
  const server = flags.server
    ? { url: flags.server.replace(/\/*$/, ''), stop: async () => undefined }
    : await startEmbeddedServer((line) => progress.note(line))
  try {
    progress.step('plan', null)
    const check = await onScratch(server.url, files, (built, source) => checkPolicy(built, source, policy, config))
    progress.done()
    return answerOf(flags, { files: files.map(({ path }) => path), ...check }, null)
  } catch (error) {
    progress.failed()
    return answerOf(flags, null, explain(error))
  } finally {
    await server.stop()
  }
}

type Source = ReturnType<typeof createSource>

async function onScratch<Result>(
  url: string,
  files: readonly SqlFile[],
  work: (built: BuiltSchema, source: Source) => Promise<Result>,
): Promise<Result> {
  const name = `nightmask_check_${randomBytes(4).toString('hex')}`
  const wire = await openWire(url, 'plain')
  try {
    await wire.execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
    await wire.execute(`USE ${name}`)
    // Files come in an order of their own.
    await wire.execute('SET SESSION foreign_key_checks = 0')
    const built = await buildSchema(wire, files)
    return await work(built, createSource(wire, wire, built.schema.database, 'the files'))
  } finally {
    await wire.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => undefined)
    wire.close()
  }
}

async function checkPolicy(
  { schema, origins, notes: read }: BuiltSchema,
  source: Source,
  policy: { readonly text: string; readonly file: string },
  config: Config,
): Promise<Omit<SchemaCheck, 'files'>> {
  const identity = { ...(await source.identity()), database: 'staging' }
  const input = {
    runId: 'plan',
    toolVersion,
    masksWith,
    dataset: null,
    seed: { value: 0, edgeCases: [] },
    staging: { identity, loadMethod: 'load-data' as const },
    keepTables: config.staging.keep_tables,
    own: config.own,
    policyText: policy.text,
    policyFile: policy.file,
    keyId: null,
    chunkRows: null,
  }
  const { plan, notes } = await preparePlan(input, { clock: systemClock, source }).catch((error) => {
    throw whereMade(error, origins)
  })
  const columns = plan.tables.flatMap((table) => table.columns)
  return {
    tables: schema.tables.length,
    columns: columns.length,
    masked: columns.filter(({ rule }) => rule.mask !== 'keep').length,
    notes: [...read, ...notes],
  }
}

/** A column without a rule is told where it is made: that line is the change that somebody reviews. */
function whereMade(error: unknown, origins: BuiltSchema['origins']): unknown {
  if (!(error instanceof UncoveredError || error instanceof UsageError) || error.problems.length === 0) return error
  const problems = error.problems.map((problem): FileProblem => {
    const origin = problem.column && origins.get(idOf(problem.column))
    return origin ? { ...problem, ...origin } : problem
  })
  const told = problems.map(({ file, line, text }) => `${file}${line === null ? '' : `:${line}`}, ${text}`)
  const Kind = error instanceof UncoveredError ? UncoveredError : UsageError
  return new Kind(listProblems('schema', [...new Set(told)]), problems)
}

function answerOf({ format }: PlanSchemaFlags, check: SchemaCheck | null, failure: NightmaskError | null): Answer {
  const problems = failure instanceof UncoveredError || failure instanceof UsageError ? failure.problems : []
  const sarif = () => [JSON.stringify(sarifOf(failure?.kind ?? null, problems), null, 2)]
  return {
    json: failure ? { ...failureJson(failure), problems } : check,
    lines: (look) => (format === 'sarif' ? sarif() : check ? schemaCheckLines(check, look) : []),
    failure,
  }
}
