import type { AuditRecord } from '../record.ts'
import { checksSection } from './checks.ts'
import { coincidencesSection } from './coincidences.ts'
import { document } from './document.ts'
import { filterStyle } from './filter.ts'
import { type Html, html } from './html.ts'
import { alone, navigation, type PagePlace } from './place.ts'
import { proofSection } from './proof.ts'
import { edgeCasesSection, riskSection } from './risk.ts'
import { rollbackSummary } from './rollback.ts'
import { diagramSection } from './schema-diagram.ts'
import { sinceSection } from './since.ts'
import { pageStyle } from './style.ts'
import { summary } from './summary.ts'
import { tablesSection } from './tables.ts'
import { timingsSection } from './timings.ts'

/** The record as a page for people: self-contained, without script, and nothing is loaded from elsewhere. */
export function page(record: AuditRecord, place: PagePlace = alone): string {
  const sections = (record.kind === 'rollback' ? [] : runSections(record, place)).filter(
    ({ section }) => section !== null,
  )
  const contents = [...sections.map(({ id, title }) => [id, title] as const), ['proof', 'Proof'] as const]
  return document(
    `${record.outcome} · ${record.runId} · nightmask audit record`,
    pageStyle + filterStyle,
    html`${record.kind === 'rollback' ? rollbackSummary(record) : summary(record)}
${navigation(contents, place)}
<main>
${sections.map(({ section }) => section)}
${proofSection(record)}
</main>
<footer>Made by nightmask ${record.toolVersion} from the audit record beside this page. ${record.signature ? 'The record is signed; this' : 'This'} page is a view of it.</footer>`,
  )
}

interface Section {
  readonly id: string
  readonly title: string
  readonly section: Html | null
}

function runSections(record: AuditRecord, place: PagePlace): Section[] {
  return [
    { id: 'since', title: 'Since the night before', section: sinceSection(record, place) },
    { id: 'checks', title: 'Checks', section: checksSection(record) },
    { id: 'coincidences', title: 'Coincidences', section: coincidencesSection(record) },
    { id: 'schema', title: 'Schema', section: diagramSection(record) },
    { id: 'tables', title: 'Tables and columns', section: tablesSection(record) },
    { id: 'edge-cases', title: 'Edge cases', section: edgeCasesSection(record) },
    { id: 'risk', title: 'What remains', section: riskSection(record) },
    { id: 'timings', title: 'Time', section: timingsSection(record) },
  ]
}
