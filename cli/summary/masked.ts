import type { AuditRecord, ColumnAudit, TableAudit } from '../../shared/audit/record.ts'
import { toldDecider } from '../../shared/policy/file/describe-rule.ts'
import { columns } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { count, plural } from '../display/quantity.ts'
import { shortList } from './sections.ts'

/** `12,340 rows in 4 tables, 5 of 29 columns masked`. */
export function countMasked({ tables }: Pick<AuditRecord, 'tables'>): string {
  const all = tables.flatMap(({ columns }) => columns)
  const rows = tables.reduce((sum, { rowsLoaded }) => sum + rowsLoaded, 0)
  return `${plural(rows, 'row')} in ${plural(tables.length, 'table')}, ${all.filter(isMasked).length} of ${plural(all.length, 'column')} masked`
}

/** Each table with its rows; beside it the masked columns with their rules. Tables where all is kept share one line. */
export function maskedLines({ tables }: Pick<AuditRecord, 'tables'>, look: Look): string[] {
  const told = tables.filter(({ columns }) => columns.some(isMasked))
  const kept = tables.filter((table) => table.rows === 'copied' && !told.includes(table))
  const skipped = tables.filter(({ rows }) => rows === 'skipped')
  return [
    ...columns(
      told.flatMap((table) => tableRows(table, look)),
      ['left', 'right', 'left', 'left', 'left'],
    ),
    ...remainder('all kept', kept, look),
    ...remainder('left empty', skipped, look),
  ]
}

function tableRows({ table, rowsLoaded, columns }: TableAudit, { paint }: Look): string[][] {
  return columns
    .filter(isMasked)
    .map((column, at) => [
      at === 0 ? table : '',
      at === 0 ? plural(rowsLoaded, 'row') : '',
      column.column,
      nameOf(column),
      paint('dim', describeCells(column)),
    ])
}

// `{ mask: free_text, mode: replace }` is told by its name; the record has the options.
function nameOf({ rule, by }: ColumnAudit): string {
  return by === undefined ? (/^\{ mask: (\w+)/.exec(rule)?.[1] ?? rule) : toldDecider(by)
}

function describeCells({ masked, kept, nullsKept, inheritedFrom }: ColumnAudit): string {
  const parts = [
    `${count(masked ?? 0)} masked`,
    kept ? `${count(kept)} kept` : null,
    nullsKept ? `${count(nullsKept)} NULL kept` : null,
    inheritedFrom ? `as ${inheritedFrom}` : null,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function remainder(what: string, tables: readonly TableAudit[], { width, paint }: Look): string[] {
  if (tables.length === 0) return []
  const names = shortList(
    tables.map(({ table }) => table),
    width - what.length - 4,
  )
  return [paint('dim', `${what}: ${names}`)]
}

function isMasked({ masked }: ColumnAudit): boolean {
  return masked !== null
}
