import { count, dateAndTime } from '../figures.ts'
import { document } from '../page/document.ts'
import { type Html, html } from '../page/html.ts'
import { pageStyle } from '../page/style.ts'
import { brandOf } from '../page/summary.ts'
import { calendarSection } from './calendar.ts'
import { type RunFacts, type RunIndex, servingNow } from './facts.ts'
import { indexStyle } from './index-style.ts'
import { daysOf } from './nights.ts'
import { runsSection } from './run-list.ts'
import { trendsSection } from './trends.ts'

/**
 * What a reviewer opens first: what staging serves, the nights, how they went, and every run with its page. `at`: ISO 8601, when it is made;
 * `isThere`: whether a record and its page stand where they are linked to.
 */
export function indexPage(index: RunIndex, at: string, isThere: (run: RunFacts) => boolean = () => true): string {
  const { runs } = index
  const last = runs.find(({ kind, dataset }) => kind === 'run' && dataset === null) ?? runs[0]
  return document(
    'nightmask audit records',
    pageStyle + indexStyle,
    html`<header class="${last?.outcome ?? 'published'}"><div class="sheet">
${brandOf('audit records')}
<h1>${headline(last)}</h1>
<ul class="tiles">${servingNow(runs).map((serving) => servingTile(serving, isThere))}${publishedTile(runs)}</ul>
</div></header>
<nav aria-label="Contents"><a href="#nights">Nights</a> <a href="#trends">Trends</a> <a href="#runs">Runs</a></nav>
<main>
${calendarSection(daysOf(runs, at))}
${trendsSection(runs)}
${runsSection(index, isThere)}
</main>
<footer>Made <time datetime="${at}">${dateAndTime(at)}</time> from the records below this folder. It is a view of them, and so unsigned; <code>nightmask audit verify</code> holds it against the records.</footer>`,
  )
}

/** When a page of an index was made, as it says itself; null where it says nothing. */
export function madeAt(page: string): string | null {
  const found = /<time datetime="(\d{4}-\d\d-\d\dT[\d:.]+Z)">/.exec(page)?.[1] ?? null
  return found !== null && Number.isFinite(Date.parse(found)) ? found : null
}

function headline(last: RunFacts | undefined): string {
  if (!last) return 'There is no record yet; every run leaves one.'
  const told =
    last.outcome === 'published'
      ? 'was published'
      : last.outcome === 'rolled-back'
        ? 'was rolled back'
        : `ended ${last.outcome}`
  return `The newest night, ${last.runId}, ${told}; it began ${dateAndTime(last.startedAt)}.`
}

function servingTile(
  { database, told, run }: ReturnType<typeof servingNow>[number],
  isThere: (run: RunFacts) => boolean,
): Html {
  const name = run && isThere(run) ? html`<a href="${run.path}.html">${run.runId}</a>` : html`${told.serves}`
  const since = run ? `its night began ${dateAndTime(run.startedAt)}` : 'its record is not listed here'
  const back = told.kind === 'rollback' ? ', by a rollback' : ''
  return html`<li class="${run ? 'good' : 'warn'} run"><strong>${name}</strong> <b>is what ${database} serves${back}</b> <span>${since}, as the records say</span></li>`
}

function publishedTile(runs: readonly RunFacts[]): Html {
  const nights = runs.filter(({ kind, dataset }) => kind === 'run' && dataset === null)
  const published = nights.filter(({ outcome }) => outcome === 'published').length
  const others = runs.length - nights.length
  const tone = published === nights.length ? 'good' : 'warn'
  return html`<li class="${tone}"><strong>${count(published)} of ${count(nights.length)}</strong> <b>runs published</b> <span>${others === 0 ? 'and nothing else is recorded' : `and ${count(others)} of datasets or rollbacks`}</span></li>`
}
