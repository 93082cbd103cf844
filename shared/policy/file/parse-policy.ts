import { createHash } from 'node:crypto'
import { locales } from '../locales.ts'
import { idOf } from '../resolving/reference-groups.ts'
import { parseRisk } from '../risk/parse-risk.ts'
import type { Policy, Rule, TablePolicy } from '../rule.ts'
import type { RuleKinds } from '../rule-kind.ts'
import { parseAccepted, parseDefinitions } from './parse-accepted.ts'
import { parseRule } from './parse-rule.ts'
import { type Placed, type PlacedEntry, readYaml } from './placed-yaml.ts'
import { didYouMean, type Problem, refuseProblems } from './problems.ts'

const keys = [
  'version',
  'locale',
  'tables',
  'without_snapshot',
  'not_restored',
  'orphans',
  'accepted',
  'definitions',
  'risk',
]

/** What is wrong with the file itself, and the columns, by `idOf`, whose rules nobody can read. */
export interface Faults {
  readonly problems: readonly Problem[]
  readonly unread: ReadonlySet<string>
}

/** policy.yaml. Throws UsageError with everything that is wrong with the file itself, each with its line. */
export function parsePolicy(text: string, file: string, kinds: RuleKinds): Policy {
  const { policy, faults } = readPolicy(text, file, kinds)
  refuseProblems(file, faults.problems)
  return policy
}

/** What can be read of policy.yaml, so that the schema's problems are told at once with its own. Throws UsageError where too little can. */
export function readPolicy(text: string, file: string, kinds: RuleKinds): { policy: Policy; faults: Faults } {
  const { root, problems: formal } = readYaml(text)
  refuseProblems(file, formal)
  if (root.kind !== 'map') refuseProblems(file, [{ line: 1, text: 'the policy has to be a map of keys' }])
  const problems: Problem[] = []
  const unread = new Set<string>()
  const entries = new Map(entriesOf(root, 'the policy', problems).map((entry) => [entry.key, entry]))
  for (const { key, line } of entries.values())
    if (!keys.includes(key)) problems.push({ line, text: `${key} is not a known key${didYouMean(key, keys)}` })
  checkVersion(entries.get('version'), problems)
  const policy: Policy = {
    version: 1,
    locale: parseLocale(entries.get('locale'), problems),
    tables: parseTables(entries.get('tables'), kinds, problems, unread),
    withoutSnapshot: parseReasons(entries.get('without_snapshot'), problems),
    orphans: parseOrphans(entries.get('orphans'), problems),
    notRestored: parseReasons(entries.get('not_restored'), problems),
    accepted: parseAccepted(entries.get('accepted'), problems),
    definitions: parseDefinitions(entries.get('definitions'), problems),
    risk: parseRisk(entries.get('risk'), problems),
    digest: createHash('sha256').update(text).digest('hex'),
  }
  // Without tables everything else would be a gap.
  if (Object.keys(policy.tables).length === 0) refuseProblems(file, problems)
  return { policy, faults: { problems, unread } }
}

function checkVersion(entry: PlacedEntry | undefined, problems: Problem[]): void {
  if (entry?.value.kind === 'scalar' && entry.value.value === 1) return
  problems.push({ line: entry?.line ?? 1, text: 'version has to be 1' })
}

function parseLocale(entry: PlacedEntry | undefined, problems: Problem[]): string {
  if (!entry) return 'en'
  const locale = entry.value.kind === 'scalar' ? entry.value.text : ''
  if (!locales.includes(locale))
    problems.push({
      line: entry.line,
      text: `locale has to be one of faker's, such as en, de or pt_BR${didYouMean(locale, locales)}`,
    })
  return locale
}

function parseOrphans(entry: PlacedEntry | undefined, problems: Problem[]): Policy['orphans'] {
  const said = entry?.value.kind === 'scalar' ? entry.value.value : undefined
  if (said === 'refuse') return said
  if (entry && said !== 'report') problems.push({ line: entry.line, text: 'orphans has to be report or refuse' })
  return 'report'
}

function parseTables(
  entry: PlacedEntry | undefined,
  kinds: RuleKinds,
  problems: Problem[],
  unread: Set<string>,
): Policy['tables'] {
  if (!entry) problems.push({ line: 1, text: 'tables is missing' })
  const tables = entry ? entriesOf(entry.value, 'tables', problems) : []
  return Object.fromEntries(tables.map((table) => [table.key, parseTable(table, kinds, problems, unread)]))
}

function parseTable(
  { key: table, line, value }: PlacedEntry,
  kinds: RuleKinds,
  problems: Problem[],
  unread: Set<string>,
): TablePolicy {
  if (value.kind === 'scalar' && value.value === 'skip_rows') return { rows: 'skip', line }
  const what = `${table}${value.kind === 'scalar' && value.value !== null ? didYouMean(value.text, ['skip_rows']) : ''}`
  const columns = entriesOf(value, what, problems).flatMap((entry): [string, Rule][] => {
    const rule = parseRule(entry, table, kinds, problems)
    if (!rule) unread.add(idOf({ table, column: entry.key }))
    return rule ? [[entry.key, rule]] : []
  })
  return { rows: 'copy', line, columns: Object.fromEntries(columns) }
}

function parseReasons(section: PlacedEntry | undefined, problems: Problem[]): Policy['withoutSnapshot'] {
  const entries = section ? entriesOf(section.value, section.key, problems) : []
  return Object.fromEntries(
    entries.map(({ key, line, value }) => {
      const reason = value.kind === 'scalar' && typeof value.value === 'string' ? value.value.trim() : ''
      if (reason === '') problems.push({ line, text: `${section?.key}.${key} needs a reason, in quotes` })
      return [key, { reason, line }]
    }),
  )
}

function entriesOf(placed: Placed, what: string, problems: Problem[]): readonly PlacedEntry[] {
  if (placed.kind === 'map') return placed.entries
  problems.push({
    line: placed.line,
    text: `${what} has to be a map of keys${what === 'tables' ? ', one per table' : ''}`,
  })
  return []
}
