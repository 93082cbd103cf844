import type { OwnReference, OwnRow } from '../../policy/own-case.ts'
import { type Constraint, constraintsOf } from '../../schema/checks/constraints.ts'
import type { Column, Table } from '../../schema/schema.ts'
import { CannotSeed } from '../cannot-seed.ts'
import type { SeededRow, SeedingContext } from '../edge-cases.ts'
import { fitValues } from '../fit-values.ts'
import { keySource } from '../key-source.ts'
import { requiredValues } from '../required-values.ts'
import { tableDomains } from '../table-domains.ts'
import { referredColumn } from './refuse-cases.ts'

export interface MadeRow {
  readonly table: Table
  readonly values: SeededRow['values']
}

/** Makes a row of the configuration fit the schema; `rowOf` gives the row of a name. Throws CannotSeed. */
export type RowMaker = (row: OwnRow, rowOf: (name: string) => Promise<MadeRow>) => Promise<MadeRow>

interface Known {
  readonly constraints: readonly Constraint[]
  readonly nextKey: () => string
  rows: number
}

export async function rowMaker(context: SeedingContext): Promise<RowMaker> {
  const { tables } = context.schema
  const known = new Map<Table, Promise<Known>>()
  const know = async (table: Table): Promise<Known> => ({
    constraints: constraintsOf(table),
    nextKey: await keySource(context, table, 'own'),
    rows: 0,
  })
  return async ({ table: name, values: given }, rowOf) => {
    // The plan knew every table and column that is named.
    const table = tables.find((candidate) => candidate.name === name)!
    const facts = known.get(table) ?? know(table)
    known.set(table, facts)
    const { constraints, nextKey } = await facts
    const cells: Record<string, string | null> = {}
    for (const [columnName, value] of Object.entries(given)) {
      const column = table.columns.find((candidate) => candidate.name === columnName)!
      cells[columnName] =
        typeof value === 'object' && value !== null
          ? await referred(context, table, column, value, rowOf)
          : written(value, column)
    }
    const [key] = table.primaryKey
    if (table.primaryKey.length === 1 && !(key! in cells)) cells[key!] = nextKey()
    const required = await requiredValues(context, table, tableDomains(table, constraints), (column) => column in cells)
    const n = ++(await facts).rows
    return { table, values: fitValues(table, constraints, { ...required(n), ...cells }) }
  }
}

/** The value of a key that a cell refers to: the column that its foreign key names, or the other table's primary key. */
async function referred(
  { schema, sample }: SeedingContext,
  table: Table,
  column: Column,
  reference: OwnReference,
  rowOf: (name: string) => Promise<MadeRow>,
): Promise<string> {
  const made = 'row' in reference ? await rowOf(reference.row) : null
  const target = made?.table ?? schema.tables.find(({ name }) => 'any' in reference && name === reference.any)!
  const wanted = reference.column ?? referredColumn(table, column.name, target)!
  const [[sampled] = []] = made ? [] : await sample(target.name, [wanted], 1)
  const value = made ? made.values[wanted] : sampled
  if (value === null || value === undefined)
    throw new CannotSeed(`${table.name}.${column.name} finds no ${target.name}.${wanted}`)
  return value
}

function written(value: string | number | boolean | null, { kind }: Column): string | null {
  if (typeof value !== 'boolean') return value === null ? null : String(value)
  return (kind === 'bit' ? '0' : '') + (value ? '1' : '0')
}
