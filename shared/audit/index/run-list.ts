import { count, duration } from '../figures.ts'
import { type Html, html } from '../page/html.ts'
import type { RunFacts, RunIndex } from './facts.ts'

const outcomes = {
  ...{ published: 'Published', refused: 'Refused', failed: 'Failed', interrupted: 'Interrupted' },
  ...{ abandoned: 'Abandoned', 'rolled-back': 'Rolled back' },
} as const

/** Every listed record with its page, the one that began last first. `after-RUN` is the row of what came after that run: pages lead there. */
export function runsSection({ runs, older, unreadable }: RunIndex, isThere: (run: RunFacts) => boolean): Html {
  return html`<section aria-labelledby="runs">
<h2 id="runs">Runs</h2>
${unreadable.length === 0 ? null : html`<p class="failure">Cannot be read, so it is not told what became of ${unreadable.length === 1 ? 'it' : 'them'}: ${unreadable.join(', ')}. <code>nightmask audit verify</code> says more.</p>`}
<div class="scroll" role="region" tabindex="0" aria-label="Table of runs">
<table class="runs">
<thead><tr><th scope="col">Run</th><th scope="col">Began (UTC)</th><th scope="col">Outcome</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Time</th><th scope="col">Checks</th><th scope="col">Record</th></tr></thead>
<tbody>${runs.map((run, at) => runRow(run, runs[at + 1], isThere(run)))}</tbody>
</table>
</div>
${older === 0 ? null : html`<p class="lead">${count(older)} older ${older === 1 ? 'record is' : 'records are'} not listed here: <code>nightmask audit list</code> shows all.</p>`}
</section>`
}

function runRow(run: RunFacts, before: RunFacts | undefined, linked: boolean): Html {
  const { path, kind, runId, startedAt, endedAt, outcome, reached, dataset, rows } = run
  const told = `${kind === 'rollback' && outcome !== 'rolled-back' ? 'Rollback: ' : ''}${outcomes[outcome]}`
  const where = outcome === 'published' || kind === 'rollback' ? null : html` <small>in ${reached}</small>`
  const mark = before ? html`<i id="after-${nameOf(before)}"></i>` : null
  return html`<tr id="${nameOf(run)}" class="${outcome}"><th scope="row">${mark}${linked ? html`<a href="${path}.html">${runId}</a>` : runId}${dataset === null ? null : html` <small>dataset ${dataset}</small>`}</th><td class="when">${startedAt.slice(0, 16).replace('T', ' ')}</td><td class="outcome"><b>${told}</b>${where}</td><td class="number">${kind === 'rollback' ? '' : count(rows)}</td><td class="number">${duration(Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)))}</td><td>${checksOf(run)}</td><td>${linked ? html`<a href="${path}.json" aria-label="JSON record of ${runId}">JSON</a>` : null}</td></tr>
`
}

/** The name of a record's row: the last part of its path. */
export function nameOf({ path }: Pick<RunFacts, 'path'>): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function checksOf({ checks: { passed, failed, skipped }, kind }: RunFacts): string {
  if (kind === 'rollback') return ''
  const rest = [failed > 0 ? `${failed} failed` : '', skipped > 0 ? `${skipped} not checked` : ''].filter(Boolean)
  return [`${passed} passed`, ...rest].join(', ')
}
