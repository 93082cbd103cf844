import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { PseudonymKey } from '../digests/subkeys.ts'
import { charsetOf } from '../text/charset.ts'
import type { MaskContext } from '../transformer.ts'

/** What the transformer of one column is told. `key` is null at plan time, when nothing is drawn. */
export function contextOf(
  table: Table,
  plan: Pick<ColumnPlan, 'column' | 'domain' | 'room' | 'subject'>,
  locale: string,
  key: PseudonymKey | null,
  isReal: (text: string) => boolean = () => false,
): MaskContext {
  const column = table.columns.find(({ name }) => name === plan.column)!
  const { maxLength, charsets } = plan.room ?? { maxLength: column.maxLength, charsets: [] }
  const sets = [...new Set([column.charset, ...charsets])].map(charsetOf)
  return {
    table: table.name,
    column,
    locale,
    unique: isUnique(table, plan.column),
    subjectUnique: plan.subject !== undefined && isUnique(table, plan.subject),
    maxLength: maxLength ?? Number.POSITIVE_INFINITY,
    rowsEstimate: table.rowsEstimate,
    holds: (text) => sets.every((charset) => charset?.holds(text) ?? false),
    isReal,
    subkey: (purpose, within) => key?.subkey(purpose, within ? '' : plan.domain) ?? new Uint8Array(32),
  }
}

function isUnique(table: Table, column: string): boolean {
  const alone = (columns: readonly string[]) => columns.length === 1 && columns[0] === column
  return alone(table.primaryKey) || table.uniqueKeys.some(({ columns }) => alone(columns))
}
