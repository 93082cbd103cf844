import type { AuditRecord, Check } from '../record.ts'
import { type Html, html } from './html.ts'

const order = { failed: 0, skipped: 1, passed: 2 } as const
const words = { passed: 'Passed', failed: 'Failed', skipped: 'Not checked' } as const
const signs = { passed: '✓', failed: '✗', skipped: '–' } as const

/** Every check with its verdict and what it covered, failed ones first. What was not checked never looks like a pass. */
export function checksSection({ checks }: AuditRecord): Html {
  const sorted = checks.toSorted((a, b) => order[a.verdict] - order[b.verdict])
  return html`<section aria-labelledby="checks">
<h2 id="checks">Checks</h2>
${sorted.length === 0 ? html`<p class="none">The run ended before anything could be checked.</p>` : null}
<ul class="checks">${sorted.map(checkItem)}</ul>
</section>`
}

function checkItem({ name, verdict, covered, findings, note }: Check): Html {
  return html`<li class="${verdict}">
<span class="sign" aria-hidden="true">${signs[verdict]}</span>
<div><h3>${name} <small>${words[verdict]}</small></h3>
<p>${covered}</p>
${findings.length === 0 ? null : html`<ul class="findings">${findings.map((finding) => html`<li>${finding}</li>`)}</ul>`}
${note === null ? null : html`<p class="note">${note}</p>`}</div>
</li>`
}
