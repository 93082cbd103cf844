import { nameOfRule } from '../../policy/file/describe-rule.ts'
import type { TablePlan } from '../../policy/plan.ts'
import { splitCreateTable } from '../../schema/create-table.ts'
import type { Table, UniqueKey } from '../../schema/schema.ts'
import { type ColumnVerdict, columnsIn, isOneToOne, maskedColumn } from './masked-column.ts'

/** Keys of several columns, of prefixes, of expressions and of generated columns stay unique when masked. */
export function proveUniqueKeys(table: Table, plan: TablePlan, locale: string): ColumnVerdict[] {
  const primary = { name: 'PRIMARY', columns: table.primaryKey, prefixLengths: [], functional: false }
  const keys = [...(table.primaryKey.length > 0 ? [primary] : []), ...table.uniqueKeys].filter(
    (key) => !isPlain(table, key),
  )
  return keys.flatMap((key) => {
    const problem = proveKey(table, plan, key, locale)
    return problem ? [{ ok: false as const, problem: `${table.name}: unique key ${key.name}: ${problem}` }] : []
  })
}

// One whole column: its transformer's own proof has said it.
function isPlain(table: Table, { columns, prefixLengths, functional }: UniqueKey): boolean {
  const isStored = table.columns.some(({ name, generated }) => name === columns[0] && !generated)
  return columns.length === 1 && isStored && !functional && (prefixLengths[0] ?? null) === null
}

function proveKey(table: Table, plan: TablePlan, key: UniqueKey, locale: string): string | null {
  const derived = derivedFrom(table, plan, key)
  if (derived) return `it is computed from the masked column ${derived}, and whether it stays unique cannot be proven`
  const isSure = (column: string, at: number) => {
    const prefix = key.prefixLengths[at] ?? null
    return prefix === null
      ? isOneToOne(table, plan, column, locale, {}, wholeColumns(key))
      : isUniquePrefix(table, plan, column, prefix, locale)
  }
  const repeating = key.columns.filter((column, at) => maskedColumn(plan, column) && !isSure(column, at))
  if (repeating.length === 0) return null
  // NULL in one column makes every entry of the key differ.
  if (key.columns.some((column) => maskedColumn(plan, column)?.rule.mask === 'null')) return null
  const sure = key.columns.filter((column) => !repeating.includes(column))
  if (hasKeyWithin(table, plan, sure, locale)) return null
  const rules = repeating.map((column) => `${column} (${nameOfRule(maskedColumn(plan, column)!.rule)})`)
  return `${rules.join(' and ')} may repeat ${key.prefixLengths.some((prefix) => prefix !== null) ? 'within the indexed prefix' : 'values'}: use hash or digits, or keep what is not personal`
}

function wholeColumns({ columns, prefixLengths }: Omit<UniqueKey, 'name'>): string[] {
  return columns.filter((_, at) => (prefixLengths[at] ?? null) === null)
}

// Only the tag of `hash` stands at the front; everything else begins with words that repeat.
function isUniquePrefix(table: Table, plan: TablePlan, column: string, prefix: number, locale: string): boolean {
  const masked = maskedColumn(plan, column)
  if (!masked) return true
  return masked.rule.mask === 'hash' && isOneToOne(table, plan, column, locale, { maxLength: prefix })
}

function hasKeyWithin(table: Table, plan: TablePlan, columns: readonly string[], locale: string): boolean {
  const keys = [
    table.primaryKey,
    ...table.uniqueKeys
      .filter(({ functional, prefixLengths }) => !functional && prefixLengths.every((prefix) => prefix === null))
      .map((key) => key.columns),
  ]
  return keys.some(
    (key) =>
      key.length > 0 &&
      key.every(
        (name) => columns.includes(name) && isOneToOne(table, plan, name, locale, {}, key) && !isNullable(table, name),
      ),
  )
}

function isNullable(table: Table, column: string): boolean {
  return table.columns.find(({ name }) => name === column)?.nullable ?? true
}

/** The first masked column that an expression of the key, or a generated column in it, is computed from; null for lower(…) of one. */
function derivedFrom(table: Table, plan: TablePlan, key: UniqueKey): string | null {
  const { definitions } = splitCreateTable(table.createSql)
  const generated = table.columns.filter(({ name, generated }) => generated && key.columns.includes(name))
  const texts = [
    ...(key.functional
      ? definitions.filter(({ kind, text }) => kind === 'unique' && text.includes(`\`${key.name}\``))
      : []),
    ...definitions.filter(
      ({ kind, text }) => kind === 'column' && generated.some(({ name }) => text.startsWith(`\`${name}\``)),
    ),
  ].map(({ text }) => text)
  const names = texts.flatMap((text) => columnsIn(text, table).filter((name) => maskedColumn(plan, name)))
  const isFolded = texts.every((text) => /\b(lower|upper|lcase|ucase)\(`(?:[^`]|``)*`\)/i.test(text))
  const isSafe = (name: string) => isFolded && ['email', 'hash', 'null'].includes(maskedColumn(plan, name)!.rule.mask)
  return names.find((name) => !isSafe(name)) ?? null
}
