import { toldDecider } from '../../policy/file/describe-rule.ts'
import { count, counted, percent } from '../figures.ts'
import type { AuditRecord, ColumnAudit, TableAudit } from '../record.ts'
import { type Html, html } from './html.ts'
import { partList } from './parts.ts'

/** Each table with its rows on their way, and each column with its rule and what the rule did. */
export function columnsSection({ tables, keepTables }: AuditRecord): Html | null {
  if (tables.length === 0) return null
  const copied = tables.filter(({ rows }) => rows === 'copied')
  const told = copied.filter(({ columns }) => columns.some(isListed))
  const whole = copied.filter((table) => !told.includes(table))
  const skipped = tables.filter(({ rows }) => rows === 'skipped').map(({ table }) => table)
  return html`<section aria-labelledby="columns">
<h2 id="columns">Tables and columns</h2>
<p class="legend"><i class="masked"></i> replaced <i class="null"></i> NULL, kept NULL <i class="kept"></i> kept as it is</p>
${told.map(tableArticle)}
${whole.length === 0 ? null : wholeTables(whole)}
${namedList('Made without their rows', skipped)}
${namedList("Staging's own, kept as they were", keepTables)}
</section>`
}

/** A column that a reviewer asks about: it is masked, or kept for a reason. */
function isListed({ masked, reason }: ColumnAudit): boolean {
  return masked !== null || reason !== null
}

function tableArticle(table: TableAudit): Html {
  const kept = table.columns.filter((column) => !isListed(column)).map(({ column }) => column)
  return html`<article>
<h3>${table.table}</h3>
<p class="way">${describeWay(table)}</p>
${shareBar(table)}
${columnTable(table.table, table.columns.filter(isListed))}
${namedList('Kept as they are', kept)}
</article>`
}

function wholeTables(tables: readonly TableAudit[]): Html {
  const items = tables.map(
    (table) =>
      html`<li><b>${table.table}</b> <small>${describeWay(table)}: ${table.columns.map(({ column }) => column).join(', ')}</small></li>`,
  )
  return html`<article><h3>Tables in which every column is kept as it is</h3><ul class="whole">${items}</ul></article>`
}

function describeWay({ rowsRead, rowsCounted, rowsLoaded, rowsSeeded }: TableAudit): string {
  const seeded = rowsSeeded > 0 ? `; ${count(rowsSeeded)} seeded on top` : ''
  if (rowsRead === rowsCounted && rowsRead === rowsLoaded)
    return `${counted(rowsRead, 'row')} counted, read and loaded${seeded}`
  return `${counted(rowsCounted, 'row')} counted, ${count(rowsRead)} read, ${count(rowsLoaded)} loaded${seeded}`
}

function columnTable(name: string, columns: readonly ColumnAudit[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Columns of ${name}">
<table class="wide">
<thead><tr><th scope="col">Column</th><th scope="col">Rule</th><th scope="col" class="number">Replaced</th><th scope="col" class="number">NULL</th><th scope="col" class="number">≈ Distinct before → after</th></tr></thead>
<tbody>${columns.map(columnRow)}</tbody>
</table>
</div>`
}

function shareBar({ rowsRead, columns }: TableAudit): Html | null {
  const cells = rowsRead * columns.length
  if (cells === 0) return null
  const masked = columns.reduce((sum, column) => sum + (column.masked ?? 0), 0) / cells
  const nulls = columns.reduce((sum, column) => sum + (column.nullsKept ?? 0), 0) / cells
  const spoken = `${percent(masked)} of the cells replaced, ${percent(nulls)} NULL, ${percent(1 - masked - nulls)} kept`
  return html`<svg class="bar" role="img" aria-label="${spoken}" viewBox="0 0 100 1" preserveAspectRatio="none"><title>${spoken}</title><rect class="masked" width="${hundredths(masked)}" height="1"/><rect class="null" x="${hundredths(masked)}" width="${hundredths(nulls)}" height="1"/></svg>`
}

function columnRow(column: ColumnAudit): Html {
  const { masked, nullsKept, distinctBefore, distinctAfter, inheritedFrom } = column
  const origin = inheritedFrom === null ? null : html` <small>as ${inheritedFrom}</small>`
  const name = html`<th scope="row">${column.column}${origin}</th>`
  if (masked === null) return html`<tr class="kept">${name}<td colspan="4">kept: ${column.reason}</td></tr>`
  const distinct = distinctBefore === null ? '–' : `${count(distinctBefore)} → ${count(distinctAfter ?? 0)}`
  return html`<tr>${name}<td class="rule">${ruleOf(column)}</td><td class="number">${count(masked)}</td><td class="number">${count(nullsKept ?? 0)}</td><td class="number">${distinct}</td></tr>`
}

function ruleOf(column: ColumnAudit): Html | string {
  const rule = column.branches ? branchList(column) : column.paths ? '' : column.rule
  const told = column.paths ? html`${rule}${pathList(column)}` : rule
  return column.parts ? html`${told}${partList(column.parts)}` : told
}

/** Which rule was meant for what in the values; what was nowhere last. */
function pathList({ rule, branches, paths = [], broken = 0 }: ColumnAudit): Html {
  const items = paths
    .toSorted((a, b) => Number(a.values === 0) - Number(b.values === 0))
    .map(
      ({ path, values, masked, ...of }) =>
        html`<li>${path}: ${of.rule} <small>${values === 0 ? 'no value' : `${count(masked)} replaced in ${counted(values, 'value')}`}</small></li>`,
    )
  const name = branches ? '' : html`in ${/^\{ mask: (\w+)/.exec(rule)?.[1] ?? 'values'}`
  const told = broken > 0 ? html` <small>${counted(broken, 'value')} could not be read</small>` : null
  return html`${name}${told}<ul class="branches">${items}</ul>`
}

/** Which rule was meant for which rows; those that nobody met last. */
function branchList({ by, branches = [] }: ColumnAudit): Html {
  const items = branches
    .toSorted((a, b) => Number(a.rows === 0) - Number(b.rows === 0))
    .map(
      (branch) =>
        html`<li>${branch.match ?? 'otherwise'}: ${branch.rule} <small>${branch.rows === 0 ? 'no row' : `${count(branch.masked)} of ${counted(branch.rows, 'row')} replaced`}</small></li>`,
    )
  return html`${toldDecider(by ?? '')}<ul class="branches">${items}</ul>`
}

function namedList(label: string, names: readonly string[]): Html | null {
  return names.length === 0 ? null : html`<p class="named"><b>${label}</b> ${names.join(', ')}</p>`
}

function hundredths(share: number): string {
  return (share * 100).toFixed(2)
}
