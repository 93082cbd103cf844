import { introspect } from '../../shared/adapters/mysql/catalog/introspect.ts'
import { countOrphans } from '../../shared/adapters/mysql/reading/integrity.ts'
import { loadChunk } from '../../shared/adapters/mysql/shadow/load-chunk.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { addressOf, parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { RunFailedError, UsageError } from '../../shared/errors.ts'
import { loadMethod } from '../../shared/generating/load-method.ts'
import { loadLocales } from '../../shared/policy/locales.ts'
import { quoteName } from '../../shared/schema/quote.ts'
import { type Schema, type ServerFamily, storedColumns } from '../../shared/schema/schema.ts'
import { loadRows } from '../../shared/seeding/schema/rows/load-rows.ts'
import { planFill } from '../../shared/seeding/schema/rows/plan-fill.ts'
import type { TableRows } from '../../shared/seeding/schema/rows/table-rows.ts'
import type { SchemaShape } from '../../shared/seeding/schema/schema-shape.ts'
import type { Progress } from '../progress.ts'
import { serverJudge } from './server-judge.ts'
import { putTriggersBack, withoutTriggers } from './set-triggers-aside.ts'

/** Rows of one LOAD DATA: large enough for its speed, small enough for the server's undo log and for progress. */
const rowsAtOnce = 100_000

export interface FilledSchema {
  readonly database: string
  readonly address: string
  readonly rows: Readonly<Record<string, number>>
  /** What could not be had, one sentence each. */
  readonly unmet: readonly string[]
}

/** Fills the empty tables of any schema. `shapeFor` reads the shape once the schema is known. UsageError when a table holds rows. */
export async function fillSchema(
  targetUrl: string,
  shapeFor: (schema: Schema) => SchemaShape,
  progress: Progress,
): Promise<FilledSchema> {
  const parsed = parseDatabaseUrl(targetUrl)
  const { database } = parsed
  if (!database) throw new UsageError('The URL of --target names no database; end it with /name.')
  const address = addressOf(parsed)
  const wire = await openWire(targetUrl, 'staging')
  try {
    progress.step('read the schema', null)
    // Of a try that was killed.
    await putTriggersBack(wire, database)
    const schema = await introspect(wire, database)
    const shape = shapeFor(schema)
    await refuseRows(wire, schema, `${address}/${database}`)
    progress.step('settle the rows', null)
    await loadLocales([shape.locale])
    const { tables, unmet } = await planFill(schema, shape, serverJudge(wire, schema))
    progress.step(
      'generate',
      tables.reduce((sum, { rows }) => sum + rows, 0),
    )
    const method = await loadMethod(wire, progress)
    await withoutTriggers(wire, database, schema, () =>
      wholeOrNothing(wire, tables, async () => {
        for (const rows of tables) await loadTable(wire, database, schema.server.family, rows, method, progress)
        await proveLinks(wire, schema)
      }),
    )
    progress.done()
    for (const problem of unmet) progress.note(problem)
    return { database, address, rows: Object.fromEntries(tables.map(({ table, rows }) => [table.name, rows])), unmet }
  } finally {
    wire.close()
  }
}

async function refuseRows(wire: Wire, { tables }: Schema, place: string): Promise<void> {
  if (tables.length === 0) throw new UsageError(`${place}: there are no tables to fill.`)
  const filled: string[] = []
  for (const { name } of tables)
    if ((await wire.query(`SELECT 1 FROM ${quoteName(name)} LIMIT 1`)).length > 0) filled.push(name)
  if (filled.length > 0)
    throw new UsageError(
      `${place}: ${filled.join(', ')} ${filled.length === 1 ? 'holds' : 'hold'} rows already; nothing was written. Only empty tables are filled.`,
    )
}

/** The tables were empty, and after a failure they are again. */
async function wholeOrNothing(wire: Wire, tables: readonly TableRows[], load: () => Promise<void>): Promise<void> {
  try {
    await load()
  } catch (error) {
    for (const { table } of tables) await wire.execute(`TRUNCATE TABLE ${quoteName(table.name)}`).catch(() => undefined)
    throw error
  }
}

async function loadTable(
  wire: Wire,
  database: string,
  family: ServerFamily,
  rows: TableRows,
  method: 'load-data' | 'insert',
  progress: Progress,
): Promise<void> {
  const { table } = rows
  const columns = storedColumns(table).map(({ name }) => name)
  for (let from = 0; from < rows.rows; from += rowsAtOnce) {
    const to = Math.min(rows.rows, from + rowsAtOnce)
    let bytes = 0
    const blocks = async function* () {
      for (const block of loadRows(rows, from, to)) {
        bytes += block.length
        yield block
      }
    }
    const stored = await loadChunk(wire, database, table, columns, family, method, blocks())
    if (stored !== to - from)
      throw new RunFailedError(`${table.name}: the server stored ${stored} of ${to - from} rows.`)
    progress.advance(to - from, bytes)
  }
}

/** Rows went in with the checks of foreign keys off: circles have no other order. So every key is proven now. */
async function proveLinks(wire: Wire, { database, tables }: Schema): Promise<void> {
  for (const table of tables)
    for (const key of table.foreignKeys) {
      const orphans = await countOrphans(wire, database, table.name, key)
      if (orphans > 0) throw new RunFailedError(`${table.name}: ${orphans} rows break its foreign key ${key.name}.`)
    }
}
