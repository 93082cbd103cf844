import { writeMetrics } from '../../shared/adapters/notify/metrics-file.ts'
import { postJson } from '../../shared/adapters/notify/webhook.ts'
import { prometheusText } from '../../shared/audit/prometheus.ts'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { messageOf, slackText } from '../../shared/audit/run-message.ts'
import type { Notify } from '../../shared/config/notify.ts'
import type { RecordStore } from '../../shared/store-ports.ts'
import { explain } from '../failure.ts'
import type { Progress } from '../progress.ts'

/** Tells whoever the configuration names how it ended. That it could not be told is noted, and changes nothing of what happened. */
export async function notify(
  { webhook, metrics }: Notify,
  { record, recordPath }: { readonly record: AuditRecord; readonly recordPath: string | null },
  records: Pick<RecordStore, 'latestPublished'>,
  progress: Progress,
): Promise<void> {
  const note = (error: unknown) => progress.note(`The end was told to nobody: ${explain(error).message}`)
  const isWell = record.outcome === 'published' || record.outcome === 'rolled-back'
  if (webhook && (webhook.on === 'always' || !isWell)) {
    const message = messageOf(record, recordPath)
    await postJson(webhook.url, webhook.format === 'slack' ? { text: slackText(message) } : message).catch(note)
  }
  if (!metrics || record.kind === 'rollback') return
  const written = async () => writeMetrics(metrics.file, prometheusText(record, await records.latestPublished()))
  await written().catch(note)
}
