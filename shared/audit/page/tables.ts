import { count, counted, percent } from '../figures.ts'
import type { AuditRecord, ColumnAudit, TableAudit } from '../record.ts'
import { describeChanges } from '../refresh.ts'
import { columnTable } from './columns.ts'
import { filter } from './filter.ts'
import { type Html, html } from './html.ts'
import { isMasked, type Marks, marksOf } from './marks.ts'

/** So few tables are open from the start; of more only those in which something was found. */
const openTables = 3
/** Beyond so many columns the page tells shapes in figures alone: it is to stay below a megabyte. */
const drawnColumns = 1000

/** Each table as a part of its own, the worst first, with its rows on their way and each column with its rule and what the rule did. */
export function tablesSection(record: AuditRecord): Html | null {
  const { tables, keepTables } = record
  if (tables.length === 0) return null
  const marks = marksOf(record)
  const copied = tables.filter(({ rows }) => rows === 'copied')
  const isTold = (table: TableAudit) => table.columns.some((column) => isListed(table, column, marks))
  const told = copied.filter(isTold).toSorted((a, b) => marks.weigh(b) - marks.weigh(a))
  const whole = copied.filter((table) => !isTold(table))
  const skipped = tables.filter(({ rows }) => rows === 'skipped').map(({ table }) => table)
  const bars = tables.reduce((sum, { columns }) => sum + columns.length, 0) <= drawnColumns
  return html`<section aria-labelledby="tables" class="filtered">
<h2 id="tables">Tables and columns</h2>
<p class="legend"><span><i class="masked"></i> replaced</span> <span><i class="null"></i> NULL, kept NULL</span> <span><i class="kept"></i> kept as it is</span></p>
${told.length > 0 ? filter(told.length) : null}
${told.map((table) => tablePart(table, marks, bars, told.length <= openTables))}
${whole.length === 0 ? null : wholeTables(whole)}
${namedList('Made without their rows', skipped)}
${namedList("Staging's own, kept as they were", keepTables)}
</section>`
}

/** A column that a reviewer asks about: it is masked, kept for a reason, or something is to be said of it. */
function isListed({ table }: TableAudit, column: ColumnAudit, marks: Marks): boolean {
  return isMasked(column) || column.reason !== null || marks.of(table, column.column).length > 0
}

function tablePart(table: TableAudit, marks: Marks, bars: boolean, open: boolean): Html {
  const listed = table.columns.filter((column) => isListed(table, column, marks))
  const kept = table.columns.filter((column) => !listed.includes(column)).map(({ column }) => column)
  const found = marks.findings(table.table)
  const has = (name: string, is: boolean) => (is ? ` has-${name}` : '')
  const classes = `table${has('mask', listed.some(isMasked))}${has(
    'why',
    listed.some(({ reason }) => reason !== null),
  )}${has('odd', found > 0 || listed.some(({ column }) => marks.of(table.table, column).length > 0))}`
  return html`<details class="${classes}"${open || found > 0 ? { html: ' open' } : null}><summary><b>${table.table}</b> <small>${count(listed.filter(isMasked).length)} of ${counted(table.columns.length, 'column')} masked${found > 0 ? html`, <em>${counted(found, 'finding')}</em>` : null}</small>${shareBar(table)}</summary>
<p class="way">${describeWay(table)}</p>
${columnTable({ ...table, columns: listed }, marks, bars)}
${namedList('Kept as they are', kept)}
</details>
`
}

function wholeTables(tables: readonly TableAudit[]): Html {
  const items = tables.map(
    (table) =>
      html`<li><b>${table.table}</b> <small>${describeWay(table)}: ${table.columns.map(({ column }) => column).join(', ')}</small></li>
`,
  )
  return html`<details class="table whole-tables"${tables.length <= openTables ? { html: ' open' } : null}><summary><b>${counted(tables.length, 'table')} in which every column is kept as it is</b></summary><ul class="whole">${items}</ul></details>`
}

function describeWay({ rowsRead, rowsCounted, rowsLoaded, rowsSeeded, changes }: TableAudit): string {
  const seeded = rowsSeeded > 0 ? `; ${count(rowsSeeded)} seeded on top` : ''
  if (changes && rowsRead === rowsCounted && rowsRead === rowsLoaded)
    return `${counted(rowsRead, 'row')} counted, read and compared with the kept generation: ${describeChanges(changes)}${seeded}`
  if (rowsRead === rowsCounted && rowsRead === rowsLoaded)
    return `${counted(rowsRead, 'row')} counted, read and loaded${seeded}`
  return `${counted(rowsCounted, 'row')} counted, ${count(rowsRead)} read, ${count(rowsLoaded)} loaded${seeded}`
}

function shareBar({ rowsRead, columns }: TableAudit): Html | null {
  const cells = rowsRead * columns.length
  if (cells === 0) return null
  const masked = columns.reduce((sum, column) => sum + (column.masked ?? 0), 0) / cells
  const nulls = columns.reduce((sum, column) => sum + (column.nullsKept ?? 0), 0) / cells
  const spoken = `${percent(masked)} of the cells replaced, ${percent(nulls)} NULL, ${percent(1 - masked - nulls)} kept`
  return html`<svg class="bar" role="img" aria-label="${spoken}" viewBox="0 0 100 1" preserveAspectRatio="none"><title>${spoken}</title><rect class="masked" width="${hundredths(masked)}" height="1"/><rect class="null" x="${hundredths(masked)}" width="${hundredths(nulls)}" height="1"/></svg>`
}

function namedList(label: string, names: readonly string[]): Html | null {
  return names.length === 0 ? null : html`<p class="named"><b>${label}</b> ${names.join(', ')}</p>`
}

function hundredths(share: number): string {
  return (share * 100).toFixed(2)
}
