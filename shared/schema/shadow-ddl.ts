import { type CreateTable, type Definition, isSecondaryKey, splitCreateTable } from './create-table.ts'
import { quoteName } from './quote.ts'
import type { Table } from './schema.ts'
import { tokenize, unquoteName } from './tokens.ts'

/** CREATE TABLE with columns, primary key and checks, and the one key that an AUTO_INCREMENT column cannot do without. */
export function shadowTableSql(table: Table, schemaName: string): string {
  const create = splitCreateTable(table.createSql)
  const early = create.definitions.filter((definition) => isEarly(definition, table, create))
  return `CREATE TABLE ${quoteName(schemaName)}.${quoteName(table.name)} (\n  ${early.map(({ text }) => text).join(',\n  ')}\n) ${create.options}`
}

/** The remaining keys: one ALTER for all, but one each for FULLTEXT keys after the first, which InnoDB adds one at a time. */
export function indexSql(table: Table, schemaName: string): string[] {
  const create = splitCreateTable(table.createSql)
  const late = create.definitions.filter(
    (definition) => isSecondaryKey(definition) && !isEarly(definition, table, create),
  )
  const fulltext = late.filter(({ kind }) => kind === 'fulltext')
  const groups = [late.filter(({ kind }) => kind !== 'fulltext'), ...fulltext.map((definition) => [definition])]
  return groups.filter((group) => group.length > 0).map((group) => alterSql(table, schemaName, group))
}

/** Foreign keys of one table, referencing tables of the same schema unless another one is named. */
export function foreignKeySql(table: Table, schemaName: string): string[] {
  const foreign = splitCreateTable(table.createSql).definitions.filter(({ kind }) => kind === 'foreign')
  return foreign.length > 0 ? [alterSql(table, schemaName, foreign)] : []
}

function alterSql(table: Table, schemaName: string, definitions: readonly Definition[]): string {
  return `ALTER TABLE ${quoteName(schemaName)}.${quoteName(table.name)} ${definitions.map(({ text }) => `ADD ${text}`).join(', ')}`
}

function isEarly(definition: Definition, table: Table, create: CreateTable): boolean {
  if (!isSecondaryKey(definition)) return definition.kind !== 'foreign'
  const counter = table.columns.find(({ autoIncrement }) => autoIncrement)
  if (!counter || table.primaryKey[0] === counter.name) return false
  return create.definitions.find((other) => isSecondaryKey(other) && firstColumn(other) === counter.name) === definition
}

function firstColumn({ text }: Definition): string | null {
  const tokens = tokenize(text)
  const open = tokens.findIndex(({ kind }) => kind === 'open')
  const name = tokens.slice(open).find(({ kind }) => kind === 'quoted-name')
  return name ? unquoteName(name.text) : null
}
