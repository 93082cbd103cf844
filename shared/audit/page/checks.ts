import type { AuditRecord, Check } from '../record.ts'
import { checkMeanings } from './check-meanings.ts'
import { type Html, html } from './html.ts'

const listedAtOnce = 8
const order = { failed: 0, skipped: 1, passed: 2, 'not-asked': 3 } as const
const words = { passed: 'Passed', failed: 'Failed', skipped: 'Not checked', 'not-asked': 'Not asked for' } as const
const signs = { passed: '✓', failed: '✗', skipped: '–', 'not-asked': '○' } as const

/** Every check with its verdict and what it covered, failed ones first. What was not checked never looks like a pass. */
export function checksSection(record: AuditRecord): Html {
  const sorted = [...record.checks, ...notAsked(record)].toSorted((a, b) => order[a.verdict] - order[b.verdict])
  return html`<section aria-labelledby="checks">
<h2 id="checks">Checks</h2>
${record.checks.length === 0 ? html`<p class="none">The run ended before anything could be checked.</p>` : null}
<ul class="checks">${sorted.map(checkItem)}</ul>
${meanings(sorted)}
</section>`
}

function checkItem({ name, verdict, covered, findings, note }: Check): Html {
  const told = html`${name} <small>${words[verdict]}</small>`
  const linked =
    checkMeanings[name] === undefined
      ? told
      : html`<a href="#${idOf(name)}">${name}</a> <small>${words[verdict]}</small>`
  return html`<li class="${verdict}">
<span class="sign" aria-hidden="true">${signs[verdict]}</span>
<div><h3>${linked}</h3>
<p>${covered}</p>
${findingList(findings, verdict)}
${note === null ? null : html`<p class="note">${note}</p>`}</div>
</li>`
}

/** What failed stands there whole; a long list of what was not looked at is folded. */
function findingList(findings: readonly string[], verdict: Check['verdict']): Html | null {
  if (findings.length === 0) return null
  const list = html`<ul class="findings">${findings.map((finding) => html`<li>${finding}</li>`)}</ul>`
  if (verdict === 'failed' || findings.length <= listedAtOnce) return list
  return html`<details><summary>All ${findings.length}</summary>${list}</details>`
}

/** What this run was not asked to do: neither passed nor left out. Of a run that ended before its checks nothing can be said. */
function notAsked({ checks, own, migration }: AuditRecord): Check[] {
  if (!checks.some(({ name }) => name === 'rows' || name === 'leaks')) return []
  const is = (name: string) => checks.some((check) => check.name === name)
  return [
    ...(is('risk') ? [] : [silent('risk', 'The policy names no set of columns under risk, and none was proposed.')]),
    ...(is("staging's own") || own
      ? []
      : [silent("staging's own", 'Staging keeps no rows and no settings of its own.')]),
    ...(migration ? [] : [silent('migration', 'No migration is configured to run before the swap.')]),
  ]
}

function silent(name: string, covered: string): Check {
  return { name, verdict: 'not-asked', covered, findings: [], note: null }
}

// Below the checks, so that a page explains itself where no documentation is at hand.
function meanings(checks: readonly Check[]): Html | null {
  const known = [...new Set(checks.map(({ name }) => name))].filter((name) => checkMeanings[name] !== undefined)
  if (known.length === 0) return null
  return html`<details class="meanings" open><summary>What each check means</summary>
<dl>${known.map((name) => html`<div id="${idOf(name)}"><dt>${name}</dt><dd>${checkMeanings[name] ?? ''}</dd></div>`)}</dl>
</details>`
}

function idOf(name: string): string {
  return `check-${name.replaceAll(/[^a-z]+/g, '-')}`
}
