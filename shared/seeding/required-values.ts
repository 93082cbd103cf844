import type { Column, Table } from '../schema/schema.ts'
import { CannotSeed } from './cannot-seed.ts'
import type { SeedingContext } from './edge-cases.ts'
import type { Domain } from './schema/domains/domain.ts'

/**
 * Values for the columns that have to have one and that `isGiven` does not name, for the n-th row: a key that is there where the column
 * is a foreign one, else the n-th value of its domain. Throws CannotSeed.
 */
export async function requiredValues(
  context: SeedingContext,
  table: Table,
  domain: (column: string) => Domain,
  isGiven: (column: string) => boolean,
): Promise<(n: number) => Readonly<Record<string, string>>> {
  const needed = table.columns.filter((column) => isRequired(column, table) && !isGiven(column.name))
  // One after the other: all questions go over one connection.
  const fillers: ((n: number) => readonly [string, string])[] = []
  for (const column of needed) fillers.push(await filler(context, table, column, domain))
  return (n) => Object.fromEntries(fillers.map((fill) => fill(n)))
}

function isRequired({ name, nullable, defaultSql, generated, autoIncrement }: Column, { primaryKey }: Table): boolean {
  return !nullable && defaultSql === null && !generated && !autoIncrement && !primaryKey.includes(name)
}

async function filler(
  { sample }: SeedingContext,
  { name, foreignKeys }: Table,
  column: Column,
  domain: (column: string) => Domain,
): Promise<(n: number) => readonly [string, string]> {
  const key = foreignKeys.find(({ columns }) => columns.includes(column.name))
  const referenced = key?.referencedColumns[key.columns.indexOf(column.name)]
  const [[linked] = []] = key && referenced ? await sample(key.referencedTable, [referenced], 1) : []
  return (n) => {
    const { values } = domain(column.name)
    const value = key ? linked : values.count > 0n ? values.nth(BigInt(n) % values.count) : null
    if (value === null || value === undefined) throw new CannotSeed(`no value is known for ${name}.${column.name}`)
    return [column.name, value]
  }
}
