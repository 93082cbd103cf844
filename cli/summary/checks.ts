import type { Check } from '../../shared/audit/record.ts'
import { columns, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'

const findingsShown = 12
/** Of what was not looked at, on a screen: what was found has to be seen. */
const unlookedShown = 2
// Details hang six cells in, within a section that is two in.
const indent = 8
const order = { failed: 0, skipped: 1, passed: 2, 'not-asked': 3 } as const
const marks = {
  failed: { sign: '✗', style: 'red' },
  skipped: { sign: '–', style: 'yellow' },
  passed: { sign: '✓', style: 'green' },
  'not-asked': { sign: '○', style: 'dim' },
} as const

const words = { passed: 'passed', failed: 'failed', skipped: 'not checked', 'not-asked': 'not asked for' } as const

/** `7 passed, 1 failed, 1 not checked`. */
export function countVerdicts(checks: readonly Check[]): string {
  const counts = (['passed', 'failed', 'skipped', 'not-asked'] as const).map((verdict) => ({
    number: checks.filter((check) => check.verdict === verdict).length,
    name: words[verdict],
  }))
  return counts
    .filter(({ number }) => number > 0)
    .map(({ number, name }) => `${number} ${name}`)
    .join(', ')
}

/** One line for each check with what it covered, failed ones first; findings and notes below. */
export function checkLines(checks: readonly Check[], look: Look): string[] {
  const sorted = checks.toSorted((a, b) => order[a.verdict] - order[b.verdict])
  const heads = columns(
    sorted.map(({ verdict, name, covered }) => [
      look.paint(marks[verdict].style, marks[verdict].sign),
      name,
      verdict === 'skipped' || verdict === 'not-asked'
        ? look.paint(marks[verdict].style, words[verdict])
        : look.paint('dim', covered),
    ]),
  )
  return sorted.flatMap((check, at) => [heads[at]!, ...detailLines(check, look)])
}

function detailLines({ findings, note, verdict }: Check, { width, paint, listLines }: Look): string[] {
  const most = verdict === 'skipped' && Number.isFinite(listLines) ? unlookedShown : findingsShown
  const shown = findings.slice(0, most)
  const left = findings.length - shown.length
  const details = [...shown, ...(left > 0 ? [`and ${left} more, in the record`] : []), ...(note ? [note] : [])]
  return details
    .flatMap((detail) => wrap(detail, width - indent).map((line, at) => `${at === 0 ? '    ' : '      '}${line}`))
    .map((line) => paint(verdict === 'failed' ? 'red' : 'dim', line))
}
