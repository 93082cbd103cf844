import { quoteName } from '../../../schema/quote.ts'
import { type Column, type ForeignKey, storedColumns, type Table } from '../../../schema/schema.ts'

/** The rows that staging keeps, `k`, beside those of the new generation, `s`. */
export interface Sides {
  /** Both quoted. */
  readonly kept: string
  readonly shadow: string
  readonly table: Table
}

/** A key by which a row that is kept and one of production can be the same one. */
export interface Clash {
  readonly columns: readonly string[]
  /** `k` and `s` have the same value in it. */
  readonly on: string
}

/** The primary key first; after it unique keys, as rows that are the same by the primary key are counted there. */
export function clashesOf({ primaryKey, uniqueKeys }: Table): Clash[] {
  const samePrimary = equal(primaryKey)
  const others = uniqueKeys.filter(({ functional }) => !functional)
  return [
    { columns: primaryKey, on: samePrimary },
    ...others.map(({ columns, prefixLengths }) => ({
      columns,
      on: `${equal(columns, prefixLengths)} AND NOT (${samePrimary})`,
    })),
  ]
}

/** Drops of the kept rows those that production has as they are. */
export function dropSameSql({ kept, shadow, table }: Sides, columns: readonly Column[]): string {
  const same = columns.map((column) => `${comparable('k', column)} <=> ${comparable('s', column)}`)
  return `DELETE k FROM ${kept} k JOIN ${shadow} s ON ${equal(table.primaryKey)} WHERE ${same.join(' AND ')}`
}

export function countClashSql({ kept, shadow }: Sides, { on }: Clash): string {
  return `SELECT COUNT(*) FROM ${kept} k JOIN ${shadow} s ON ${on}`
}

/** Drops one side of a clash. */
export function dropClashSql({ kept, shadow }: Sides, { on }: Clash, side: 'k' | 's'): string {
  return `DELETE ${side} FROM ${kept} k JOIN ${shadow} s ON ${on}`
}

export function insertKeptSql({ kept, shadow, table }: Sides): string {
  const columns = storedColumns(table)
    .map(({ name }) => quoteName(name))
    .join(', ')
  return `INSERT INTO ${shadow} (${columns}) SELECT ${columns} FROM ${kept}`
}

/** Rows of `child` that refer to a row of production which a kept one replaces, and to no kept one. */
export function countLosingSql({ kept, shadow }: Sides, { on }: Clash, child: string, key: ForeignKey): string {
  return `SELECT COUNT(*) FROM ${child} c JOIN ${shadow} s ON ${references('c', 's', key)} JOIN ${kept} k ON ${on}
    WHERE NOT EXISTS (SELECT 1 FROM ${kept} k2 WHERE ${references('c', 'k2', key)})`
}

/** Kept rows whose foreign key finds no row of `parent`. */
export function countLostSql(kept: string, parent: string, key: ForeignKey): string {
  const set = key.columns.map((name) => `k.${quoteName(name)} IS NOT NULL`)
  return `SELECT COUNT(*) FROM ${kept} k WHERE ${set.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${references('k', 'p', key)})`
}

function references(child: string, parent: string, { columns, referencedColumns }: ForeignKey): string {
  return columns
    .map((name, at) => `${child}.${quoteName(name)} = ${parent}.${quoteName(referencedColumns[at]!)}`)
    .join(' AND ')
}

function equal(columns: readonly string[], lengths: readonly (number | null)[] = []): string {
  return columns
    .map((name, at) => {
      const length = lengths[at] ?? null
      const side = (of: string) =>
        length === null ? `${of}.${quoteName(name)}` : `LEFT(${of}.${quoteName(name)}, ${length})`
      return `${side('k')} = ${side('s')}`
    })
    .join(' AND ')
}

// Byte for byte: a collation may tell not apart what differs.
function comparable(of: string, { name, kind }: Column): string {
  const cell = `${of}.${quoteName(name)}`
  if (kind === 'json') return `CAST(${cell} AS CHAR)`
  return ['text', 'binary', 'geometry', 'vector', 'bit'].includes(kind) ? `HEX(${cell})` : cell
}
