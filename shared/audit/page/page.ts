import type { AuditRecord } from '../record.ts'
import { checksSection } from './checks.ts'
import { coincidencesSection } from './coincidences.ts'
import { columnsSection } from './columns.ts'
import { document } from './document.ts'
import { type Html, html } from './html.ts'
import { proofSection } from './proof.ts'
import { edgeCasesSection, riskSection } from './risk.ts'
import { rollbackSummary } from './rollback.ts'
import { pageStyle } from './style.ts'
import { summary } from './summary.ts'
import { timingsSection } from './timings.ts'

/** The record as a page for people: self-contained, without script, and nothing is loaded from elsewhere. */
export function page(record: AuditRecord): string {
  return document(
    `${record.outcome} · ${record.runId} · nightmask audit record`,
    pageStyle,
    html`${record.kind === 'rollback' ? rollbackSummary(record) : summary(record)}
<main>
${record.kind === 'rollback' ? null : runSections(record)}
${proofSection(record)}
</main>
<footer>Made by nightmask ${record.toolVersion} from the audit record beside this page. ${record.signature ? 'The record is signed; this' : 'This'} page is a view of it.</footer>`,
  )
}

function runSections(record: AuditRecord): Html {
  return html`${checksSection(record)}
${coincidencesSection(record)}
${columnsSection(record)}
${edgeCasesSection(record)}
${riskSection(record)}
${timingsSection(record)}`
}
