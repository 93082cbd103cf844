import { count, counted } from '../figures.ts'
import type { AcceptedAudit, AuditRecord, CoincidenceAudit } from '../record.ts'
import { type Html, html } from './html.ts'

const words = { refused: 'Refused', accepted: 'Accepted', passed: 'Stood there before', reported: 'Reported' } as const

/** Real values that stand elsewhere, with what became of them, and lines of the policy that covered nothing. */
export function coincidencesSection({ coincidences = [], accepted = [] }: AuditRecord): Html | null {
  const idle = accepted.filter(({ unusedFor }) => (unusedFor ?? 0) > 0)
  if (coincidences.length + idle.length === 0) return null
  return html`<section aria-labelledby="coincidences">
<h2 id="coincidences">Coincidences</h2>
<p class="lead">Real values of masked columns that stand in other places. What is accepted, the policy says; what stood there before, staging showed already; what is reported tells nothing by itself.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Table of coincidences">
<table class="coincidences">
<thead><tr><th scope="col">In</th><th scope="col">Of</th><th scope="col" class="number">Cells</th><th scope="col" class="number">Values</th><th scope="col">What</th><th scope="col">Outcome</th></tr></thead>
<tbody>${coincidences.map(coincidenceRow)}</tbody>
</table>
</div>
${idle.length === 0 ? null : html`<ul class="findings">${idle.map(idleItem)}</ul>`}
</section>`
}

function coincidenceRow({ in: place, of, cells, values, what, outcome, reason, line }: CoincidenceAudit): Html {
  return html`<tr><th scope="row">${place}</th><td>${of}</td><td class="number">${count(cells)}</td><td class="number">${count(values)}</td><td>${what}</td><td>${words[outcome]}: ${reason}${line === null ? null : html`<br><code>- ${line}</code>`}</td></tr>`
}

function idleItem({ in: place, of, unusedFor }: AcceptedAudit): Html {
  return html`<li>The policy accepts values of ${of} in ${place}, and for ${counted(unusedFor ?? 0, 'published run')} none was there: remove the line.</li>`
}
