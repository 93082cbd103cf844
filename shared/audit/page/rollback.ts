import { dateAndTime } from '../figures.ts'
import type { AuditRecord } from '../record.ts'
import { describeServing } from '../serving.ts'
import { type Html, html } from './html.ts'
import { brandOf, factList, verdicts } from './summary.ts'

/** A rollback in one sentence, with who, why, from which run to which, and what staging was read to serve after it. */
export function rollbackSummary(record: AuditRecord): Html {
  const { outcome, change, staging, by, startedAt, failure, runId, key, publication } = record
  const done = outcome === 'rolled-back'
  const headline = done ? `${staging?.database ?? 'Staging'} serves run ${change?.to} again.` : 'The rollback failed.'
  return html`<header class="${done ? 'published' : outcome}"><div class="sheet">
${brandOf('audit record')}
<p class="verdict">${verdicts[outcome].word}</p>
<h1>${headline} ${describeServing(record)}</h1>
${failure === null ? null : html`<p class="failure">${failure}</p>`}
${factList([
  ['Record', runId],
  ['When', dateAndTime(startedAt)],
  ['By', by ?? 'not known'],
  ['Reason', change?.reason ?? 'none was given'],
  ['From', change?.from ? `run ${change.from}` : 'no generation of nightmask'],
  ['To', change?.to ? `run ${change.to}` : 'none'],
  ['Staging', staging ? `${staging.database} at ${staging.address}, server ${staging.version}` : 'not reached'],
  ['Replaced', publication?.previousSchema ? `kept in ${publication.previousSchema}` : 'nothing is kept'],
  ['Signed with', key ? key.id : 'no key'],
])}
</div></header>`
}
