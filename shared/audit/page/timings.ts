import { counted, duration, size } from '../figures.ts'
import type { AuditRecord, StepTiming } from '../record.ts'
import { type Html, html } from './html.ts'

/** The steps as bars over the time of the run, one below the other. */
export function timingsSection({ timings, startedAt, endedAt }: AuditRecord): Html | null {
  if (timings.length === 0) return null
  const begin = Date.parse(startedAt)
  const total = Math.max(1, Date.parse(endedAt) - begin)
  return html`<section aria-labelledby="timings">
<h2 id="timings">Time</h2>
<ol class="timings">${timings.map((timing) => timingItem(timing, begin, total))}</ol>
</section>`
}

function timingItem({ step, startedAt, milliseconds, rows, bytes }: StepTiming, begin: number, total: number): Html {
  const offset = clamp((Date.parse(startedAt) - begin) / total)
  const share = Math.min(1 - offset, clamp(milliseconds / total))
  const moved = [rows > 0 ? counted(rows, 'row') : '', bytes > 0 ? size(bytes) : ''].filter(Boolean).join(', ')
  return html`<li><b>${step}</b><svg class="track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect x="${hundredths(offset)}" width="${hundredths(Math.max(share, 0.004))}" height="1"/></svg><span class="number">${duration(milliseconds)}</span><small>${moved}</small></li>`
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function hundredths(share: number): string {
  return (share * 100).toFixed(2)
}
