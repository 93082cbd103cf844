import type { Column, ForeignKey, Schema, Table } from '../../../schema/schema.ts'

/**
 * The schema with a foreign key for every column that looks like an undeclared one: `customer_id`, `id_customer` or `customerId` where a
 * table `customers` has a primary key of one column of that type. None that would lead back to where it begins.
 */
export function withLikelyReferences<Given extends Pick<Schema, 'tables'>>(schema: Given): Given {
  const names = namesOfRows(schema.tables)
  const tables = schema.tables.map((table) => ({ ...table, foreignKeys: [...table.foreignKeys] }))
  for (const table of tables)
    for (const column of table.columns.filter((candidate) => isFree(candidate, table))) {
      const target = tables.find(({ name }) => name === names.get(rowNamed(column.name) ?? ''))
      if (target && canLead(table, column, target, tables)) table.foreignKeys.push(likelyKey(column, target))
    }
  return { ...schema, tables }
}

/** Table by the name of one of its rows; none where two tables would have the same. */
function namesOfRows(tables: readonly Table[]): Map<string, string | undefined> {
  const prefix = commonPrefix(tables.map(({ name }) => name))
  const names = new Map<string, string | undefined>()
  for (const { name } of tables)
    for (const row of new Set([name, name.slice(prefix.length)].map((text) => singular(squeezed(text)))))
      names.set(row, names.has(row) ? undefined : name)
  return names
}

/** What a column such as `id_customer`, `customer_id`, `customerId` or `fk_customer` names, null when it is no such name. */
function rowNamed(column: string): string | null {
  const [, before, after] = /^(?:id_|fk_)(.+)$|^(.+?)(?:_id|_fk|Id|ID)$/.exec(column) ?? []
  const named = before ?? after
  return named ? singular(squeezed(named)) : null
}

function isFree({ name, generated, autoIncrement, kind }: Column, table: Table): boolean {
  if (generated || autoIncrement || kind !== 'integer') return false
  if (table.primaryKey.length === 1 && table.primaryKey[0] === name) return false
  return !table.foreignKeys.some(({ columns }) => columns.includes(name))
}

function canLead(table: Table, column: Column, target: Table, tables: readonly Table[]): boolean {
  const [key, ...more] = target.primaryKey
  const type = target.columns.find(({ name }) => name === key)
  if (!type || more.length > 0 || type.dataType !== column.dataType || type.unsigned !== column.unsigned) return false
  return !reaches(target, table, tables)
}

function reaches(from: Table, to: Table, tables: readonly Table[], seen = new Set<string>()): boolean {
  if (from.name === to.name) return true
  if (seen.has(from.name)) return false
  seen.add(from.name)
  const next = new Set(from.foreignKeys.map(({ referencedTable }) => referencedTable))
  return tables.some((table) => next.has(table.name) && reaches(table, to, tables, seen))
}

function likelyKey({ name }: Column, target: Table): ForeignKey {
  return {
    name: `likely reference ${name}`,
    columns: [name],
    referencedDatabase: null,
    referencedTable: target.name,
    referencedColumns: target.primaryKey,
  }
}

/** What all names begin with, up to an underscore: `shop_` of `shop_users` and `shop_orders`. */
function commonPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names
  if (others.length === 0) return ''
  const end = [...first].findIndex((letter, at) => others.some((name) => name[at] !== letter))
  return first.slice(0, first.slice(0, end < 0 ? first.length : end).lastIndexOf('_') + 1)
}

function squeezed(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '')
}

function singular(name: string): string {
  if (/ies$/.test(name)) return `${name.slice(0, -3)}y`
  return /(?:ss|us|is)$/.test(name) ? name : name.replace(/(?<=(?:sh|ch|x|s))es$|s$/, '')
}
