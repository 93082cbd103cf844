import type { VirtualReference } from '../../../shared/subset/request.ts'

/** A small random database with every kind of key that a closure can meet, its rows known to the test. */
export interface RandomDatabase {
  readonly tables: readonly RandomTable[]
  readonly references: readonly RandomReference[]
  readonly ddl: readonly string[]
  readonly inserts: readonly string[]
}

export interface RandomTable {
  readonly name: string
  readonly key: readonly string[]
  /** Cells by column, as text; null for NULL. */
  readonly rows: readonly Readonly<Record<string, string | null>>[]
}

export interface RandomReference {
  readonly table: string
  readonly columns: readonly string[]
  readonly target: string
  readonly targetColumns: readonly string[]
  /** Declared in the configuration only; it may dangle. */
  readonly virtual: VirtualReference | null
}

type Random = () => number
type KeyKind = 'int' | 'text' | 'pair' | 'unique' | 'none'

/** The same seed, the same database. */
export function randomDatabase(seed: number): RandomDatabase {
  const random = mulberry(seed)
  const drafts = Array.from({ length: 2 + pick(random, 5) }, (_, at) =>
    draftTable(`t${at}`, kindAt(random, at), random),
  )
  const references: RandomReference[] = []
  // Any table may refer to any other, also to itself and in circles; the rows of all keys exist already.
  for (const draft of drafts)
    for (let n = pick(random, 4); n > 0; n--) {
      const targets = drafts.filter(({ key }) => key.length > 0)
      references.push(refer(draft, targets[pick(random, targets.length)]!, references.length, random))
    }
  if (drafts[0]!.rows.length > 0) references.push(...referPolymorphically(drafts.at(-1)!, drafts, random))
  return {
    tables: drafts.map(({ name, key, rows }) => ({ name, key, rows })),
    references,
    ddl: [...drafts.map(createTable), ...references.filter(({ virtual }) => !virtual).map(addForeignKey)],
    inserts: drafts.filter(({ rows }) => rows.length > 0).map(insertRows),
  }
}

interface Draft {
  readonly name: string
  readonly key: readonly string[]
  readonly columns: string[]
  readonly indexes: string[]
  readonly rows: Record<string, string | null>[]
}

// The first table has a key, so that its rows can be asked for.
function kindAt(random: Random, at: number): KeyKind {
  const kinds: KeyKind[] = ['int', 'text', 'pair', 'unique', ...(at > 0 ? (['none'] as const) : [])]
  return kinds[pick(random, kinds.length)]!
}

const keyColumns: Record<KeyKind, readonly [string, string][]> = {
  int: [['id', 'INT NOT NULL']],
  text: [['code', 'VARCHAR(12) CHARACTER SET latin1 NOT NULL']],
  pair: [
    ['a', 'BIGINT NOT NULL'],
    ['b', 'VARBINARY(8) NOT NULL'],
  ],
  unique: [['u', 'DATETIME(3) NOT NULL']],
  none: [],
}

function draftTable(name: string, kind: KeyKind, random: Random): Draft {
  const columns = keyColumns[kind].map(([column, type]) => `${column} ${type}`)
  const key = keyColumns[kind].map(([column]) => column)
  const indexes = kind === 'none' ? [] : [`${kind === 'unique' ? 'UNIQUE KEY uu' : 'PRIMARY KEY'} (${key.join(', ')})`]
  const rows = Array.from({ length: pick(random, 30) }, (_, at) => ({
    ...keyCells(kind, at),
    asked: random() < 0.2 ? '1' : '0',
  }))
  return { name, key, columns, indexes, rows }
}

function keyCells(kind: KeyKind, at: number): Record<string, string | null> {
  switch (kind) {
    case 'int':
      return { id: String(at * 7 - 20) }
    case 'text':
      return { code: `Käy-${at}` }
    case 'pair':
      return { a: String(9_007_199_254_740_990n + BigInt(at % 5)), b: `\\'${at}` }
    case 'unique':
      return { u: `2024-02-29 00:00:${String(at).padStart(2, '0')}.125` }
    default:
      return {}
  }
}

function refer(from: Draft, to: Draft, n: number, random: Random): RandomReference {
  const columns = to.key.map((name) => `f${n}_${name}`)
  from.columns.push(...typesOf(to, columns))
  from.indexes.push(`KEY f${n} (${columns.join(', ')})`)
  for (const row of from.rows) {
    const target = random() < 0.25 ? undefined : to.rows[pick(random, to.rows.length)]
    for (const [at, column] of columns.entries()) {
      const value = target?.[to.key[at]!] ?? null
      // Equal by collation is a reference too.
      row[column] = to.key[at] === 'code' && value && random() < 0.3 ? value.toUpperCase() : value
    }
    // Half a key is no reference.
    if (columns.length > 1 && random() < 0.1) row[columns[0]!] = null
  }
  return { table: from.name, columns, target: to.name, targetColumns: to.key, virtual: null }
}

function typesOf(to: Draft, columns: readonly string[]): string[] {
  return columns.map(
    (column, at) => `${column} ${to.columns[at]!.split(' ').slice(1).join(' ').replace('NOT NULL', 'NULL')}`,
  )
}

/** `about_id` means a row of the table that `about_type` names: integers kept as text, some of them of nobody. */
function referPolymorphically(from: Draft, drafts: readonly Draft[], random: Random): RandomReference[] {
  const targets = drafts.filter(({ key, name }) => key.join() === 'id' && name !== from.name).slice(0, 2)
  if (targets.length === 0 || from.key.length === 0) return []
  from.columns.push('about_type VARCHAR(10) NULL', 'about_id VARCHAR(10) NULL')
  from.indexes.push('KEY about (about_type, about_id)')
  for (const row of from.rows) {
    row.about_type = targets[pick(random, targets.length)]!.name
    row.about_id = random() < 0.2 ? 'nobody' : String(pick(random, 30) * 7 - 20)
  }
  return targets.map(({ name }) => ({
    table: from.name,
    columns: ['about_id'],
    target: name,
    targetColumns: ['id'],
    virtual: {
      table: from.name,
      columns: ['about_id'],
      references: name,
      referencedColumns: ['id'],
      when: { about_type: name },
    },
  }))
}

function createTable({ name, columns, indexes }: Draft): string {
  return `CREATE TABLE ${name} (${[...columns, 'asked INT NULL', ...indexes].join(', ')}) ENGINE=InnoDB`
}

function addForeignKey({ table, columns, target, targetColumns }: RandomReference): string {
  return `ALTER TABLE ${table} ADD FOREIGN KEY (${columns.join(', ')}) REFERENCES ${target} (${targetColumns.join(', ')})`
}

function insertRows({ name, rows }: Draft): string {
  const columns = Object.keys(rows[0]!)
  const values = rows.map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`)
  return `INSERT INTO ${name} (${columns.join(', ')}) VALUES ${values.join(', ')}`
}

function literal(value: string | null): string {
  return value === null ? 'NULL' : `CONVERT(0x${Buffer.from(value, 'utf8').toString('hex')} USING utf8mb4)`
}

function pick(random: Random, bound: number): number {
  return Math.floor(random() * bound)
}

// A small generator whose whole state is one number (Mulberry32).
function mulberry(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
