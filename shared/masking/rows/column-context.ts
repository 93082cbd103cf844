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
  return {
    table: table.name,
    column,
    locale,
    unique: isUnique(table, plan.column),
    subjectUnique: plan.subject !== undefined && isUnique(table, plan.subject),
    maxLength: maxLength ?? Number.POSITIVE_INFINITY,
    rowsEstimate: table.rowsEstimate,
    holds: holdsIn([...new Set([column.charset, ...charsets])]),
    isReal,
    subkey: (purpose, within) => key?.subkey(purpose, within ? '' : plan.domain) ?? new Uint8Array(32),
  }
}

type Holds = MaskContext['holds']

/** One function for the same character sets: by it others remember what fits. */
function holdsIn(names: readonly (string | null)[]): Holds {
  const id = names.join()
  const before = known.get(id)
  if (before) return before
  const sets = names.map(charsetOf)
  const holds: Holds = (text) => sets.every((charset) => charset?.holds(text) ?? false)
  known.set(id, holds)
  return holds
}

const known = new Map<string, Holds>()

function isUnique(table: Table, column: string): boolean {
  const alone = (columns: readonly string[]) => columns.length === 1 && columns[0] === column
  return alone(table.primaryKey) || table.uniqueKeys.some(({ columns }) => alone(columns))
}
