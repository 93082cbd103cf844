import { count, percent } from '../figures.ts'
import type { ColumnAudit } from '../record.ts'
import type { UtilitySide } from '../utility.ts'
import { type Html, html } from './html.ts'

/** Less than this is a hair on a bar. */
const leastDrawn = 0.01
const [barWidth, barHeight, gap] = [72, 4, 1]

/** What testers still have of a masked column: how often its most frequent values come and how long values are, before and after. */
export function shapeOf({ utility }: ColumnAudit, bars: boolean): Html | string {
  if (!utility) return '–'
  const { before, after } = utility
  const told = [pair(topOf(before), topOf(after)), pair(lengthsOf(before), lengthsOf(after))].filter(Boolean).join(', ')
  const nulls = before.nulls === after.nulls ? '' : `NULL ${percent(before.nulls)} → ${percent(after.nulls)}`
  const text = html`${[told, nulls].filter(Boolean).join(', ')}`
  if (!bars || Math.max(before.top[0] ?? 0, after.top[0] ?? 0) < leastDrawn) return text
  return html`<svg class="shares" viewBox="0 0 ${barWidth} ${2 * barHeight + gap}" aria-hidden="true"><path d="${segments(before.top, 0)}"/><path class="after" d="${segments(after.top, barHeight + gap)}"/></svg> ${text}`
}

function pair(before: string, after: string): string {
  return before === after ? before : `${before} → ${after}`
}

function topOf({ top: [first], topMissed }: UtilitySide): string {
  return first === undefined ? '–' : `${topMissed > 0 ? '≥ ' : ''}${percent(first)}`
}

function lengthsOf({ lengths }: UtilitySide): string {
  if (!lengths) return ''
  return lengths.shortest === lengths.longest
    ? count(lengths.shortest)
    : `${count(lengths.shortest)}–${count(lengths.longest)}`
}

// The five most frequent values beside each other, each as wide as its share of the cells.
function segments(shares: readonly number[], y: number): string {
  let x = 0
  return shares
    .map((share) => {
      const width = Math.max(0.5, share * (barWidth - 5 * gap))
      const path = `M${x.toFixed(1)} ${y}h${width.toFixed(1)}v${barHeight}h-${width.toFixed(1)}z`
      x += width + gap
      return path
    })
    .join('')
}
