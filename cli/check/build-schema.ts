import { introspect } from '../../shared/adapters/mysql/catalog/introspect.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { DatabaseError, UsageError } from '../../shared/errors.ts'
import { idOf } from '../../shared/policy/resolving/reference-groups.ts'
import type { Schema } from '../../shared/schema/schema.ts'
import { type Statement, splitStatements } from '../../shared/schema/statements.ts'
import { tokenize, unquoteName } from '../../shared/schema/tokens.ts'
import type { SqlFile } from './sql-files.ts'

export interface Place {
  readonly file: string
  readonly line: number
}

export interface BuiltSchema {
  readonly schema: Schema
  /** Where each column came from, by `idOf`; columns whose statement could not be told are missing. */
  readonly origins: ReadonlyMap<string, Place>
  /** What this server does not know and was taken for something near. */
  readonly notes: readonly string[]
}

/** Runs the files in an empty database and reads what came of it. A statement that fails is told with its file and line. */
export async function buildSchema(wire: Wire, files: readonly SqlFile[]): Promise<BuiltSchema> {
  const origins = new Map<string, Place>()
  const notes = new Set<string>()
  for (const { path, text } of files)
    for (const statement of splitStatements(text)) {
      await runOne(wire, path, statement, notes)
      await locate(wire, path, statement, origins)
    }
  await wire.query('UNLOCK TABLES')
  const [[database] = []] = await wire.query('SELECT DATABASE()')
  if (!database) throw new UsageError('--schema: the files dropped the database that they were run in.')
  const schema = await introspect(wire, database)
  if (schema.tables.length === 0) throw new UsageError('--schema: the files make no tables.')
  return { schema, origins, notes: [...notes] }
}

const unknownCollation = 1273

async function runOne(wire: Wire, file: string, { sql, line }: Statement, notes: Set<string>): Promise<void> {
  try {
    await wire.query(sql).catch((error) => {
      if (!(error instanceof DatabaseError) || error.errno !== unknownCollation) throw error
      return wire.query(withKnownCollations(sql, notes))
    })
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const text = `the server answered error ${error.errno} (${error.sqlState}) to this statement`
    throw new UsageError(
      `${file}:${line}: ${text}; put it right, or try the server that it is written for with --server.`,
      [{ file, line, text }],
    )
  }
}

/** MySQL's newest collations are unknown to MariaDB and the other way round: for a check of the policy the nearest does. */
function withKnownCollations(sql: string, notes: Set<string>): string {
  return sql.replaceAll(/\butf8mb4_(?:\w+_)?(0900|uca1400)_(\w+)/g, (name, version, strength) => {
    const near =
      version === 'uca1400' ? 'utf8mb4_0900_ai_ci' : strength === 'ai_ci' ? 'utf8mb4_unicode_520_ci' : 'utf8mb4_bin'
    notes.add(`this server does not know the collation ${name}: ${near} stood in its place`)
    return near
  })
}

const tableStatement =
  /^(?:create\s+(?:or\s+replace\s+)?|alter\s+)table\s+(?:if\s+(?:not\s+)?exists\s+)?((?:`(?:[^`]|``)*`|[\w$]+)(?:\s*\.\s*(?:`(?:[^`]|``)*`|[\w$]+))?)/i

/** Columns that a CREATE or ALTER TABLE brought, with the line on which it names them. */
async function locate(wire: Wire, file: string, { sql, line }: Statement, origins: Map<string, Place>): Promise<void> {
  const [, name] = tableStatement.exec(sql) ?? []
  if (!name) return
  const table = unquoteName(name.split('.').at(-1)!.trim())
  const columns = await wire.query(`SHOW COLUMNS FROM ${name}`).catch(() => [])
  for (const [column] of columns) {
    const id = idOf({ table, column: column ?? '' })
    if (!origins.has(id)) origins.set(id, { file, line: line + lineWithin(sql, column ?? '') })
  }
}

function lineWithin(sql: string, column: string): number {
  const named = tokenize(sql).find(
    ({ kind, text }) =>
      (kind === 'name' || kind === 'quoted-name') && unquoteName(text).toLowerCase() === column.toLowerCase(),
  )
  return named ? sql.slice(0, named.start).split('\n').length - 1 : 0
}
