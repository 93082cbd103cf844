import { count, counted, size } from '../figures.ts'
import { recordDigest } from '../proof/record-text.ts'
import type { AuditRecord, TableAudit } from '../record.ts'
import { type Html, html } from './html.ts'

/** Nobody reads more of them on a page, and a night of 50,000 chunks would be megabytes of digests. */
const listedChunks = 300

const failedEarly = 'The run failed before its pseudonym key was read, so this record is not signed.'

/** Digests, chain and signature: what a reviewer compares. */
export function proofSection(record: AuditRecord): Html {
  const { signature, previousRecord } = record
  const unsigned = record.checks.find(({ name }) => name === 'signature')?.note ?? failedEarly
  return html`<section aria-labelledby="proof">
<h2 id="proof">Proof</h2>
<dl class="proof">
${entry('This record', recordDigest(record))}
${entry('Record before', previousRecord ?? 'none: this is the first record')}
${record.kind === 'rollback' ? null : [entry('Policy', record.policyDigest ?? 'not read'), entry('Source schema', record.schemaDigest ?? 'not read'), ...(record.transformers ?? []).map(({ name, file, digest }) => entry(`Transformer ${name}`, `${file} ${digest}`))]}
${record.signedBy === undefined ? null : entry('Signed with', record.signedBy)}
${signature ? [entry('Signature', `${signature.algorithm} ${signature.value}`), entry('Public key', signature.publicKey)] : entry('Signature', unsigned)}
</dl>
<p class="lead">To verify the signature and that no record was changed or taken away since: <code>nightmask audit verify ${record.runId}</code></p>
${chunkDetails(record.tables)}
</section>`
}

function entry(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`
}

function chunkDetails(tables: readonly TableAudit[]): Html | null {
  const chunks = tables.flatMap(({ table, chunks }) => chunks.map((chunk) => ({ table, ...chunk })))
  if (chunks.length === 0) return null
  return html`<details class="chunks"><summary>SHA-256 of ${counted(chunks.length, 'masked chunk')}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Digests of the masked chunks">
<table>
<thead><tr><th scope="col">Chunk</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Size</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${chunks.slice(0, listedChunks).map(({ table, n, rows, bytes, sha256 }) => html`<tr><th scope="row">${table} ${n}</th><td class="number">${count(rows)}</td><td class="number">${size(bytes)}</td><td class="key">${sha256}</td></tr>`)}</tbody>
</table>
</div>
${chunks.length > listedChunks ? html`<p class="lead">And ${count(chunks.length - listedChunks)} more, in the record.</p>` : null}
</details>`
}
