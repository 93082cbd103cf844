import type { Check } from '../../audit/record.ts'
import { isSecondaryKey, splitCreateTable } from '../../schema/create-table.ts'
import { isDangling } from '../../schema/dangling-keys.ts'
import type { DroppedTexts } from '../../schema/drop-texts.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { unquoteName } from '../../schema/tokens.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Every table, column, key and check of the source is in the shadow schema, of the same name and type. */
export function checkStructure({ plan, stored }: VerifyContext): Check {
  const shadow = new Map(stored.tables.map((table) => [table.name, table]))
  const expected = new Set([...plan.tables.map(({ table }) => table), ...plan.skippedTables])
  const findings = plan.schema.tables
    .filter(({ name }) => expected.has(name))
    .flatMap((table) => differences(withoutDangling(table, plan.schema), shadow.get(table.name), plan.dropped))
  const columns = plan.schema.tables.reduce((sum, table) => sum + table.columns.length, 0)
  const covered = `${counted(expected.size, 'table')}, ${counted(columns, 'column')}`
  const left = plan.schema.tables.flatMap((table) =>
    table.foreignKeys.filter((key) => isDangling(plan.schema, key)).map(({ name }) => `${table.name}.${name}`),
  )
  const note = left.length > 0 ? `Left out, as production has no such tables: foreign keys ${left.join(', ')}.` : null
  return verdictOf('structure', covered, findings, note)
}

function withoutDangling(table: Table, schema: Schema): Table {
  return { ...table, foreignKeys: table.foreignKeys.filter((key) => !isDangling(schema, key)) }
}

function differences(source: Table, shadow: Table | undefined, dropped: DroppedTexts | undefined): string[] {
  if (!shadow) return [`${source.name} is missing`]
  // Tables that show alike have indexes of the same names.
  const indexes = source.createSql === shadow.createSql ? () => [] : indexNames
  const present = new Set(factsOf(shadow, indexes).map(({ fact }) => fact))
  // MariaDB names a column's own CHECK after the column, and does not follow when that is renamed.
  const checked = new Set(shadow.checks.flatMap(({ name, expression }) => [name, expression]))
  const facts = [
    ...factsOf(source, indexes).filter(({ fact }) => !present.has(fact)),
    ...source.checks
      .filter(({ name, expression }) => !checked.has(name) && !checked.has(expression))
      .map(({ name }) => ({ told: `check ${name}` })),
  ]
  return [
    ...facts.map(({ told }) => `${source.name}: ${told} is missing or differs`),
    ...staying(shadow, source, dropped).map((told) => `${source.name}: ${told}, which the policy drops`),
  ]
}

/** Comments and defaults that the policy drops: `source` is without them. */
function staying(shadow: Table, source: Table, dropped: DroppedTexts | undefined): string[] {
  if (!dropped) return []
  return shadow.columns.flatMap(({ name, comment, defaultSql }) => [
    ...(dropped.comments && comment !== '' ? [`column ${name} has a comment`] : []),
    ...(dropped.defaults.includes(`${source.name}.${name}`) && defaultSql !== null && !/^NULL$/i.test(defaultSql)
      ? [`column ${name} has a default`]
      : []),
  ])
}

/** What has to be equal, and how it is told: labels of ENUM and SET may be values, and no finding holds one. */
interface Fact {
  readonly fact: string
  readonly told: string
}

function factsOf(table: Table, indexes: (table: Table) => readonly string[]): Fact[] {
  const columns = table.columns.map(({ name, columnType, dataType, labels, nullable }) => ({
    fact: `column ${name} ${columnType} ${nullable}`,
    told: `column ${name} ${labels.length > 0 ? dataType : columnType}${nullable ? '' : ' NOT NULL'}`,
  }))
  const keys = [
    `primary key (${table.primaryKey.join(', ')})`,
    ...table.uniqueKeys.map(({ name, columns }) => `unique key ${name} (${columns.join(', ')})`),
    ...table.foreignKeys.map(
      ({ name, columns, referencedTable }) => `foreign key ${name} (${columns.join(', ')}) to ${referencedTable}`,
    ),
    ...indexes(table).map((name) => `index ${name}`),
  ]
  return [...columns, ...keys.map((key) => ({ fact: key, told: key }))]
}

/** Names alone: a definition's text may hold a comment. */
function indexNames({ createSql }: Table): string[] {
  return splitCreateTable(createSql).definitions.flatMap((definition) => {
    const name = isSecondaryKey(definition) ? /`(?:[^`]|``)*`/.exec(definition.text)?.[0] : undefined
    return name ? [unquoteName(name)] : []
  })
}
