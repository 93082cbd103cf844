import type { Check } from '../../audit/record.ts'
import type { Table } from '../../schema/schema.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Every table, column, key and check of the source is in the shadow schema, of the same name and type. */
export async function checkStructure({ plan, ports }: VerifyContext): Promise<Check> {
  const shadow = new Map((await ports.shadow.introspect(plan)).tables.map((table) => [table.name, table]))
  const expected = [...plan.tables.map(({ table }) => table), ...plan.skippedTables]
  const findings = plan.schema.tables
    .filter(({ name }) => expected.includes(name))
    .flatMap((table) => differences(table, shadow.get(table.name)))
  const columns = plan.schema.tables.reduce((sum, table) => sum + table.columns.length, 0)
  return verdictOf('structure', `${counted(expected.length, 'table')}, ${counted(columns, 'column')}`, findings)
}

function differences(source: Table, shadow: Table | undefined): string[] {
  if (!shadow) return [`${source.name} is missing`]
  const facts = factsOf(shadow)
  return factsOf(source)
    .filter((fact) => !facts.includes(fact))
    .map((fact) => `${source.name}: ${fact} is missing or differs`)
}

function factsOf(table: Table): string[] {
  return [
    ...table.columns.map(
      ({ name, columnType, nullable }) => `column ${name} ${columnType}${nullable ? '' : ' NOT NULL'}`,
    ),
    `primary key (${table.primaryKey.join(', ')})`,
    ...table.uniqueKeys.map(({ name, columns }) => `unique key ${name} (${columns.join(', ')})`),
    ...table.foreignKeys.map(
      ({ name, columns, referencedTable }) => `foreign key ${name} (${columns.join(', ')}) to ${referencedTable}`,
    ),
    ...table.checks.map(({ name }) => `check ${name}`),
  ]
}
