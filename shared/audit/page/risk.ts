import { count, counted, percent } from '../figures.ts'
import type { GroupAudit, MeasuredRisk } from '../measured.ts'
import type { AuditRecord, EdgeCase, Risk } from '../record.ts'
import { type Html, html } from './html.ts'

const listedAtOnce = 6
const openEdgeCases = 25

/** The edge cases with the key under which a tester finds each. */
export function edgeCasesSection({ edgeCases }: AuditRecord): Html | null {
  if (edgeCases.length === 0) return null
  return html`<section aria-labelledby="edge-cases">
<h2 id="edge-cases">Edge cases</h2>
<p class="lead">${counted(edgeCases.length, 'edge case')} made up on purpose; none of them is anybody. The table nightmask_edge_cases in staging lists them too.</p>
<details${edgeCases.length > openEdgeCases ? null : { html: ' open' }}><summary>Names and keys</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Table of edge cases">
<table>
<thead><tr><th scope="col">Name</th><th scope="col">What it is</th><th scope="col">Where</th></tr></thead>
<tbody>${edgeCases.map(edgeCaseRow)}</tbody>
</table>
</div></details>
</section>`
}

/** The figures about what remains, those that speak of something first. */
export function riskSection({ risk, measured }: AuditRecord): Html | null {
  if (risk.length === 0) return null
  const sorted = risk.toSorted((a, b) => Number(b.value > 0) - Number(a.value > 0))
  return html`<section aria-labelledby="risk">
<h2 id="risk">What remains</h2>
<p class="lead">A masked copy is not an anonymous one. These figures say where to look when somebody asks what could still be learnt.</p>
<dl class="risk">${sorted.map(riskItem)}${measured ? [...measured.groups.map(groupItem), ...measured.frequencies.map(frequencyItem)] : null}</dl>
</section>`
}

function edgeCaseRow({ name, description, table, key }: EdgeCase): Html {
  const place = Object.entries(key).map(([column, value]) => `${column} ${value}`)
  return html`<tr><th scope="row">${name}</th><td>${description}</td><td class="key">${table} ${place.join(', ')}</td></tr>`
}

function riskItem({ name, value, meaning, columns }: Risk): Html {
  return html`<div${value === 0 ? { html: ' class="zero"' } : null}><dt><strong>${name === 'cells-masked' ? percent(value) : count(value)}</strong> ${name.replaceAll('-', ' ')}</dt>
<dd>${meaning}${columnList(columns)}</dd></div>`
}

function groupItem({ set, people, smallest, below5, below11, reason }: GroupAudit): Html {
  if (people === null)
    return html`<div><dt><strong>–</strong> smallest group</dt><dd>${set}: ${reason ?? 'not counted'}.</dd></div>`
  const share = (some: number | null) => percent(people === 0 ? 0 : (some ?? 0) / people)
  return html`<div><dt><strong>${count(smallest ?? 0)}</strong> smallest group</dt>
<dd>${set}: of ${count(people)} rows ${share(below5)} share these values with fewer than four others, ${share(below11)} with fewer than ten. Who knows them exactly finds them so.</dd></div>`
}

function frequencyItem({ column, values, aloneValues, cells, aloneCells }: MeasuredRisk['frequencies'][number]): Html {
  return html`<div><dt><strong>${count(aloneValues)}</strong> told apart by counting</dt>
<dd>${column}: of ${count(values)} pseudonyms so many come as often as no other does, in ${percent(cells === 0 ? 0 : aloneCells / cells)} of the cells. Who knows how often each real value comes knows them.</dd></div>`
}

function columnList(columns: readonly string[]): Html | null {
  if (columns.length === 0) return null
  const list = html`<span class="columns">${columns.join(', ')}</span>`
  if (columns.length <= listedAtOnce) return html` ${list}`
  return html`<details><summary>All ${count(columns.length)}</summary>${list}</details>`
}
