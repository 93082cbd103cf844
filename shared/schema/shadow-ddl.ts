import { optionsWithoutCounter } from './counter.ts'
import { type CreateTable, type Definition, isSecondaryKey, splitCreateTable } from './create-table.ts'
import { appendsOnly } from './engine.ts'
import { quoteName } from './quote.ts'
import type { Table } from './schema.ts'
import { tokenize, unquoteName } from './tokens.ts'

/**
 * CREATE TABLE with columns, primary key and checks, and the one key that an AUTO_INCREMENT column cannot do without. A table that is made
 * whole has all its keys, and the foreign keys that are named.
 */
export function shadowTableSql(
  table: Table,
  schemaName: string,
  foreignKeys: ReadonlySet<string> | null = null,
): string {
  const create = splitCreateTable(table.createSql)
  const collation = tableCollation(create)
  const isAtOnce = (definition: Definition) =>
    foreignKeys && (definition.kind === 'foreign' ? foreignKeys.has(nameOfKey(definition)) : isSecondaryKey(definition))
  const early = create.definitions
    .filter((definition) => isAtOnce(definition) || isEarly(definition, table, create))
    .map((definition) =>
      definition.kind === 'column' ? withoutCollation(definition.text, collation) : definition.text,
    )
  return `CREATE TABLE ${quoteName(schemaName)}.${quoteName(table.name)} (\n  ${early.join(',\n  ')}\n) ${optionsOf(table, create)}`
}

/**
 * The remaining keys: one ALTER for all, but one each for FULLTEXT keys after the first, which InnoDB adds one at a time. Keys stand in
 * the order in which production has them, by which an optimiser chooses between equals.
 */
export function indexSql(table: Table, schemaName: string): string[] {
  const create = splitCreateTable(table.createSql)
  const keys = create.definitions.filter((definition) => isSecondaryKey(definition) && definition.kind !== 'fulltext')
  const early = keys.findIndex((definition) => isEarly(definition, table, create))
  const fulltext = create.definitions.filter(({ kind }) => kind === 'fulltext')
  // A key that was there from the start stands before all others: with some of them before it in production, it is made again.
  const actions =
    early > 0 ? [dropping(keys[early]!), ...keys.map(adding)] : keys.filter((_, at) => at !== early).map(adding)
  return [actions, ...fulltext.map((definition) => [adding(definition)])]
    .filter((group) => group.length > 0)
    .map((group) => alterSql(table, schemaName, group))
}

/** Foreign keys of one table but for some by name, referencing tables of the same schema unless another one is named. */
export function foreignKeySql(table: Table, schemaName: string, leftOut: readonly string[] = []): string[] {
  const foreign = splitCreateTable(table.createSql).definitions.filter(
    (definition) => definition.kind === 'foreign' && !leftOut.includes(nameOfKey(definition)),
  )
  return foreign.length > 0 ? [alterSql(table, schemaName, foreign.map(adding))] : []
}

function alterSql(table: Table, schemaName: string, actions: readonly string[]): string {
  return `ALTER TABLE ${quoteName(schemaName)}.${quoteName(table.name)} ${actions.join(', ')}`
}

function adding({ text }: Definition): string {
  return `ADD ${text}`
}

function dropping(definition: Definition): string {
  return `DROP KEY ${quoteName(nameOfKey(definition))}`
}

function nameOfKey({ text }: Definition): string {
  return unquoteName(tokenize(text).find(({ kind }) => kind === 'quoted-name')?.text ?? '')
}

/** ARCHIVE takes no key below its counter, so that the counter has to come from the rows. */
function optionsOf({ engine }: Table, { options }: CreateTable): string {
  return appendsOnly(engine) ? optionsWithoutCounter(options) : options
}

function tableCollation({ options }: CreateTable): string | null {
  return /^[^']* COLLATE=(\w+)/.exec(options)?.[1] ?? null
}

/**
 * A column that took its table's collation says so in SHOW CREATE TABLE without a character set. Said again, it counts for MySQL as the
 * column's own from then on, and shows with one.
 */
function withoutCollation(text: string, collation: string | null): string {
  const tokens = tokenize(text)
  const words = tokens.flatMap(({ kind, text }, at) =>
    kind === 'name' ? [{ word: text.toUpperCase(), text, at }] : [],
  )
  const at = words.findIndex(({ word }) => word === 'COLLATE')
  const hasCharset = words.some(({ word }, next) => word === 'CHARACTER' && words[next + 1]?.word === 'SET')
  const [said, named] = [words[at], words[at + 1]]
  if (!said || !named || hasCharset || named.text !== collation) return text
  return [...tokens.slice(0, said.at), ...tokens.slice(named.at + 2)].map((token) => token.text).join('')
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
