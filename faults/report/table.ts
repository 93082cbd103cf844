import { writeFileSync } from 'node:fs'
import type { Kind } from '../case.ts'
import type { CaseResult } from '../try-case.ts'

const longestSentence = 150

/** docs/faults.md: what was tried, what held, and what was said. Never written by hand. */
export function writeTable(file: string, found: readonly CaseResult[], kinds: readonly Kind[]): void {
  const place = new Map(kinds.map(({ name }, at) => [name, at]))
  const results = found.toSorted((a, b) => (place.get(a.kind) ?? -1) - (place.get(b.kind) ?? -1) || a.index - b.index)
  const servers = [
    ...new Set(results.map(({ server, version }) => `${server === 'mysql' ? 'MySQL' : 'MariaDB'} ${version}`)),
  ]
  const tried = new Set(results.map(({ kind }) => kind)).size
  const count = (verdict: CaseResult['verdict']) => results.filter((one) => one.verdict === verdict).length
  const lines = [
    '# The fault matrix',
    '',
    `Made by ${commandsOf(results)} on ${whenOf(results)}, with ${servers.join(' and ')}, Node ${process.version}. Not written by hand.`,
    '',
    `${tried} of ${kinds.length} kinds of faults, ${results.length} cases: **${count('held')} held, ${count('broken')} broken**, ${count('skipped')} skipped.`,
    '',
    ...explanation,
    ...gapLines(results),
    ...[...new Set(results.map(({ family }) => family))].flatMap((family) => sectionOf(family, results)),
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
}

const explanation = [
  'A case is a night that meets its fault, on servers of its own, and the plain night after it. It **held** when all of this is so:',
  '',
  '- staging serves the old generation or the new one, complete: every table, row, key, trigger, view, routine and event, by digests that the',
  '  matrix takes itself; a reader that looks every 10 ms saw nothing else meanwhile;',
  '- what the program said of staging is what is there, and its exit code fits;',
  '- none of the originals that were planted is in staging, in the artifacts or on the screen;',
  '- a plain run publishes afterwards, and then every run that began has its record.',
  '',
]

function gapLines(results: readonly CaseResult[]): string[] {
  const longest = new Map<string, number>()
  for (const { server, gaps } of results)
    for (const [gap, milliseconds] of Object.entries(gaps)) {
      const name = `${server}: ${gap}`
      longest.set(name, Math.max(longest.get(name) ?? 0, milliseconds))
    }
  if (longest.size === 0) return ['No reader missed anything at any moment.', '']
  const list = [...longest].map(([name, milliseconds]) => `${name} ${milliseconds} ms`)
  return [`The longest that a reader missed something: ${list.join('; ')}.`, '']
}

function sectionOf(family: string, results: readonly CaseResult[]): string[] {
  const own = results.filter((one) => one.family === family)
  const names = [...new Set(own.map(({ kind }) => kind))]
  return [
    `## ${family}`,
    '',
    '| fault | server | tries | held | broken | staging then serves | what was said |',
    '|---|---|---|---|---|---|---|',
    ...names.flatMap((name) => ['mariadb', 'mysql'].flatMap((server) => rowOf(name, server, own))),
    '',
  ]
}

function rowOf(kind: string, server: string, results: readonly CaseResult[]): string[] {
  const own = results.filter((one) => one.kind === kind && one.server === server)
  const [first] = own
  if (!first) return []
  const broken = own.filter(({ verdict }) => verdict === 'broken')
  const held = own.filter(({ verdict }) => verdict === 'held').length
  const served = [...new Set(own.flatMap(({ served }) => served ?? []))].sort().reverse().join(' or ')
  const said = broken[0] ? `**${broken[0].why.join('; ')}.** ${broken[0].sentence}` : saidOf(first)
  const cells = [kind, server, own.length, held, broken.length, served, said]
  return [`| ${cells.map((cell) => cellText(String(cell))).join(' | ')} |`]
}

function saidOf({ verdict, why, sentence, code }: CaseResult): string {
  if (verdict === 'skipped') return `skipped: ${why.join(', ')}`
  return sentence === '' ? String(code) : sentence
}

function cellText(text: string): string {
  const short = text.length > longestSentence ? `${text.slice(0, longestSentence)}…` : text
  return short
    .replaceAll(/[\n\r]+/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
}

function commandsOf(results: readonly CaseResult[]): string {
  const within = Math.max(...results.map(({ family, index }) => (family === 'Within publish' ? index + 1 : 0)))
  return `\`npm run faults\`${within > 0 ? ` and \`npm run faults -- --within-publish ${within}\`` : ''}`
}

/** From the first to the last case; of each the commit is known. */
function whenOf(results: readonly CaseResult[]): string {
  const times = results.map(({ at }) => at).sort()
  const commits = [...new Set(results.map(({ commit }) => commit))]
  return `${times[0]} to ${times.at(-1)} (UTC), at ${commits.join(', ')}`
}
