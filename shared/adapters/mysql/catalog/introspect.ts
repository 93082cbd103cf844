import { DatabaseError } from '../../../errors.ts'
import { writtenChecks } from '../../../schema/checks/written-checks.ts'
import { columnKind, parseLabels } from '../../../schema/column-kind.ts'
import { quoteText } from '../../../schema/quote.ts'
import type {
  CheckConstraint,
  Column,
  ForeignKey,
  Schema,
  ServerFlavour,
  Table,
  UniqueKey,
} from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'
import { markBroken } from './broken-programs.ts'
import { showCreateTables } from './create-statements.ts'
import { listPrograms } from './programs.ts'

type Row = (string | null)[]

/** Reads a database's whole schema over a control connection, names exactly as the server spells them. */
export async function introspect(wire: Wire, database: string): Promise<Schema> {
  const server = await serverFlavour(wire)
  const inDatabase = `= ${quoteText(database)}`
  const [defaults] = await wire.query(
    `SELECT default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name ${inDatabase}`,
  )
  const facts = await tableFacts(wire, inDatabase, server)
  const names = await ask(
    wire,
    `SELECT table_name, engine, table_rows, data_length, table_type FROM information_schema.tables
     WHERE table_schema ${inDatabase} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name`,
  )
  // Renamed since its columns were asked for.
  if (names.some(([name]) => !facts.columns.has(name ?? ''))) throw outOfReach()
  const creates = await showCreateTables(
    wire,
    database,
    names.map(([name]) => name ?? ''),
  )
  const tables = names.map((row) => describeTable(row, facts, creates.get(row[0] ?? '') ?? ''))
  const programs = await markBroken(wire, await listPrograms(wire, database), (name) =>
    facts.columns.get(name)?.map((column) => column.name),
  )
  return { database, server, tables, programs, charset: defaults?.[0] ?? 'utf8mb4', collation: defaults?.[1] ?? '' }
}

/**
 * Rows of information_schema, of every table. Of one that an ALTER or RENAME has, the servers tell nothing, or make something up, and
 * warn: as if it had no keys. Throws DatabaseError 1205, which is what the warning says.
 */
async function ask(wire: Wire, sql: string): Promise<Row[]> {
  const rows = await wire.query(sql)
  const warnings = await wire.query('SHOW WARNINGS')
  if (warnings.some(([, code]) => Number(code) === lockWaitTimeout)) throw outOfReach()
  return rows
}

const lockWaitTimeout = 1205

function outOfReach(): DatabaseError {
  return new DatabaseError('information_schema', lockWaitTimeout, 'HY000')
}

/** MySQL or MariaDB, and its version. */
export async function serverFlavour(wire: Wire): Promise<ServerFlavour> {
  const version = (await wire.query('SELECT VERSION()'))[0]?.[0] ?? ''
  return { family: /mariadb/i.test(version) ? 'mariadb' : 'mysql', version }
}

interface TableFacts {
  readonly columns: Map<string, Column[]>
  readonly keys: Map<string, (UniqueKey & { primary: boolean })[]>
  readonly foreignKeys: Map<string, ForeignKey[]>
  readonly checks: Map<string, CheckConstraint[]>
}

function describeTable([name, engine, rows, bytes, type]: Row, facts: TableFacts, createSql: string): Table {
  const key = name ?? ''
  const keys = facts.keys.get(key) ?? []
  const written = writtenChecks(createSql)
  return {
    name: key,
    engine: engine ?? '',
    columns: facts.columns.get(key) ?? [],
    primaryKey: keys.find(({ primary }) => primary)?.columns ?? [],
    uniqueKeys: keys
      .filter(({ primary }) => !primary)
      .map(({ name, columns, prefixLengths, functional }) => ({ name, columns, prefixLengths, functional })),
    foreignKeys: facts.foreignKeys.get(key) ?? [],
    checks: (facts.checks.get(key) ?? []).map(({ name, expression }) => ({
      name,
      expression: written.get(name) ?? expression,
    })),
    createSql,
    rowsEstimate: Number(rows ?? 0),
    bytesEstimate: Number(bytes ?? 0),
    sqlMode: 'NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO',
    systemVersioned: type === 'SYSTEM VERSIONED',
  }
}

async function tableFacts(wire: Wire, inDatabase: string, { family }: ServerFlavour): Promise<TableFacts> {
  const srid = family === 'mysql' ? 'srs_id' : 'NULL'
  const columns = await ask(
    wire,
    `SELECT table_name, column_name, ordinal_position, data_type, column_type, is_nullable, character_set_name, collation_name,
            COALESCE(character_maximum_length, ''), COALESCE(generation_expression, ''), extra, column_default, column_comment, ${srid}
     FROM information_schema.columns WHERE table_schema ${inDatabase} ORDER BY table_name, ordinal_position`,
  )
  const functional = family === 'mysql' ? 'expression IS NOT NULL' : '0'
  const keys = await ask(
    wire,
    `SELECT table_name, index_name, column_name, sub_part, ${functional} FROM information_schema.statistics
     WHERE table_schema ${inDatabase} AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index`,
  )
  const foreignKeys = await ask(
    wire,
    `SELECT table_name, constraint_name, column_name, NULLIF(referenced_table_schema, table_schema), referenced_table_name, referenced_column_name
     FROM information_schema.key_column_usage WHERE table_schema ${inDatabase} AND referenced_table_name IS NOT NULL
     ORDER BY table_name, constraint_name, ordinal_position`,
  )
  return {
    columns: groupBy(columns, describeColumn),
    keys: mergeKeys(keys),
    foreignKeys: mergeForeignKeys(foreignKeys),
    checks: await readChecks(wire, inDatabase, family),
  }
}

function describeColumn([
  ,
  name,
  position,
  dataType,
  columnType,
  nullable,
  charset,
  collation,
  maxLength,
  generation,
  extra,
  defaultSql,
  comment,
  srid,
]: Row): Column {
  const isBinary = charset === null
  return {
    name: name ?? '',
    position: Number(position),
    dataType: dataType ?? '',
    columnType: columnType ?? '',
    kind: columnKind(dataType ?? ''),
    nullable: nullable === 'YES',
    charset: isBinary ? null : charset!,
    collation: collation ?? null,
    maxLength: maxLength ? Number(maxLength) : null,
    // MySQL marks DEFAULT (expression) with DEFAULT_GENERATED: those columns are stored, not generated.
    generated: generation !== '' || /\b(VIRTUAL|STORED|PERSISTENT) GENERATED\b|\bROW (START|END)\b/i.test(extra ?? ''),
    invisible: /\bINVISIBLE\b/i.test(extra ?? ''),
    autoIncrement: /\bauto_increment\b/i.test(extra ?? ''),
    unsigned: /\bunsigned\b/i.test(columnType ?? ''),
    defaultSql: defaultSql ?? null,
    comment: comment ?? '',
    labels: parseLabels(columnType ?? ''),
    srid: srid === null || srid === undefined ? null : Number(srid),
  }
}

function mergeKeys(rows: Row[]): TableFacts['keys'] {
  return groupBy(mergeParts(rows), (parts) => ({
    name: parts[0]![1]!,
    columns: parts.map(([, , column]) => column ?? ''),
    prefixLengths: parts.map(([, , , prefix]) => (prefix ? Number(prefix) : null)),
    functional: parts.some(([, , , , functional]) => functional === '1'),
    primary: parts[0]![1] === 'PRIMARY',
  }))
}

function mergeForeignKeys(rows: Row[]): TableFacts['foreignKeys'] {
  return groupBy(mergeParts(rows), (parts) => ({
    name: parts[0]![1]!,
    columns: parts.map(([, , column]) => column!),
    referencedDatabase: parts[0]![3] ?? null,
    referencedTable: parts[0]![4]!,
    referencedColumns: parts.map(([, , , , , column]) => column!),
  }))
}

async function readChecks(
  wire: Wire,
  inDatabase: string,
  family: ServerFlavour['family'],
): Promise<TableFacts['checks']> {
  const rows =
    family === 'mariadb'
      ? await ask(
          wire,
          `SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints WHERE constraint_schema ${inDatabase}`,
        )
      : await ask(
          wire,
          `SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints JOIN information_schema.table_constraints USING (constraint_schema, constraint_name)
           WHERE constraint_schema ${inDatabase} AND constraint_type = 'CHECK'`,
        )
  return groupBy(rows, ([, name, expression]) => ({ name: name ?? '', expression: expression ?? '' }))
}

/** Runs of rows that share table and constraint name; constraint names are only unique per table. */
function mergeParts(rows: Row[]): Row[][] {
  const runs: Row[][] = []
  for (const row of rows) {
    const run = runs.at(-1)
    if (run && run[0]![0] === row[0] && run[0]![1] === row[1]) run.push(row)
    else runs.push([row])
  }
  return runs
}

function groupBy<Item extends Row | Row[], Result>(
  items: readonly Item[],
  describe: (item: Item) => Result,
): Map<string, Result[]> {
  const groups = new Map<string, Result[]>()
  for (const item of items) {
    const table = (Array.isArray(item[0]) ? item[0][0] : item[0]) ?? ''
    const group = groups.get(table)
    if (group) group.push(describe(item))
    else groups.set(table, [describe(item)])
  }
  return groups
}
