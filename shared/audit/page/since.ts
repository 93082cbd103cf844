import { changesSince } from '../changes.ts'
import { dateAndTime } from '../figures.ts'
import type { AuditRecord } from '../record.ts'
import { type Html, html } from './html.ts'
import type { PagePlace } from './place.ts'

/** What is another than in the run published before, the changes first. */
export function sinceSection(record: AuditRecord, { before }: PagePlace): Html | null {
  if (!before) return null
  const changes = changesSince(before.record, record).toSorted((a, b) => Number(a.same) - Number(b.same))
  return html`<section aria-labelledby="since">
<h2 id="since">Since the night before</h2>
<p class="lead">Compared with ${before.record.runId}, the run published before, of ${dateAndTime(before.record.startedAt)}.</p>
<dl class="since">${changes.map(({ about, told, same }) => html`<div class="${same ? 'same' : 'other'}"><dt>${about}</dt><dd>${told}</dd></div>`)}</dl>
</section>`
}
