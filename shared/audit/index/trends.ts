import { count, duration, roundly } from '../figures.ts'
import { type Html, html } from '../page/html.ts'
import { isPublishedNight, type RunFacts } from './facts.ts'

const most = 90
const [width, height, edge] = [240, 56, 4]

interface Trend {
  readonly name: string
  readonly of: (run: RunFacts) => number | null
  readonly told: (value: number) => string
}

const trends: readonly Trend[] = [
  { name: 'Rows loaded', of: ({ rows }) => rows, told: roundly },
  {
    name: 'Time from start to end',
    of: ({ startedAt, endedAt }) => Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)),
    told: duration,
  },
  { name: 'Columns kept that look personal', of: ({ kept }) => kept, told: count },
  { name: 'People in groups below five', of: ({ below5 }) => below5, told: count },
]

/** How rows, time and risk went over the published nights, the newest 90 of them, each as a line with its figures in words. */
export function trendsSection(runs: readonly RunFacts[]): Html | null {
  const nights = runs.filter(isPublishedNight).slice(0, most).reverse()
  const told = trends.flatMap((trend) => {
    const values = nights.flatMap((run) => trend.of(run) ?? [])
    return values.length < 2 ? [] : [trendItem(trend, values)]
  })
  if (told.length === 0) return null
  return html`<section aria-labelledby="trends">
<h2 id="trends">Trends</h2>
<p class="lead">The published nights, the newest ${nights.length} of them, from left to right.</p>
<ul class="trends">${told}</ul>
</section>`
}

function trendItem({ name, told }: Trend, values: readonly number[]): Html {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const last = values.at(-1) ?? 0
  const spoken = `${name}: ${told(last)} in the newest night, between ${told(low)} and ${told(high)} in ${values.length} nights`
  const points = values.map((value, at) => pointOf(value, at, values.length, low, high))
  const [x, y] = points.at(-1) ?? [0, 0]
  return html`<li><h3>${name}</h3><strong>${told(last)}</strong>
<svg role="img" aria-label="${spoken}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none"><polyline points="${points.map((point) => point.join(',')).join(' ')}"/><path d="M${x} ${y}h0"/></svg>
<small>${low === high ? 'the same in each' : `between ${told(low)} and ${told(high)}`}</small></li>`
}

// A line in the middle when nothing changed.
function pointOf(value: number, at: number, of: number, low: number, high: number): [string, string] {
  const share = high === low ? 0.5 : (value - low) / (high - low)
  const x = edge + (at / Math.max(1, of - 1)) * (width - 2 * edge)
  return [x.toFixed(1), (height - edge - share * (height - 2 * edge)).toFixed(1)]
}
