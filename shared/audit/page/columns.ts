import { count } from '../figures.ts'
import type { ColumnAudit, TableAudit } from '../record.ts'
import { type Html, html } from './html.ts'
import type { Marks } from './marks.ts'
import { ruleOf } from './rules.ts'
import { shapeOf } from './utility.ts'

/** The listed columns of a table: each with its rule, what the rule did, and what to look at. `bars`: whether shapes are drawn too. */
export function columnTable({ table, columns }: TableAudit, marks: Marks, bars: boolean): Html {
  const shaped = columns.some(({ utility }) => utility)
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Columns of ${table}">
<table class="wide">
<thead><tr><th scope="col">Column</th><th scope="col">Rule</th><th scope="col" class="number">Replaced</th><th scope="col" class="number">NULL</th><th scope="col" class="number">Distinct before → after</th>${shaped ? html`<th scope="col">Most frequent, bytes</th>` : null}</tr></thead>
<tbody>${columns.map((column) => columnRow(column, marks.of(table, column.column), shaped, bars))}</tbody>
</table>
</div>`
}

function columnRow(column: ColumnAudit, marks: readonly string[], shaped: boolean, bars: boolean): Html {
  const { masked, nullsKept, reason, inheritedFrom } = column
  const origin = inheritedFrom === null ? null : html` <small>as ${inheritedFrom}</small>`
  const name = html`<th scope="row">${column.column}${origin}${marks.length > 0 ? html`<small class="mark">${marks.join(', ')}</small>` : null}</th>`
  const odd = marks.length > 0 ? ' odd' : ''
  if (masked === null)
    return html`<tr class="kept${reason === null ? '' : ' why'}${odd}">${name}<td colspan="${shaped ? 5 : 4}">kept${reason === null ? '' : `: ${reason}`}</td></tr>
`
  // Cells are told apart by their place: a class on each would be a sixth of a large page.
  return html`<tr class="mask${odd}">${name}<td>${ruleOf(column)}</td><td>${count(masked)}</td><td>${count(nullsKept ?? 0)}</td><td>${distinctOf(column)}</td>${shaped ? html`<td>${shapeOf(column, bars)}</td>` : null}</tr>
`
}

function distinctOf({ distinctBefore, distinctAfter, distinctExact }: ColumnAudit): string {
  return distinctBefore === null
    ? '–'
    : `${distinctExact ? '' : '≈ '}${count(distinctBefore)} → ${count(distinctAfter ?? 0)}`
}
