import type { PlacedEntry } from '../file/placed-yaml.ts'
import { didYouMean } from '../file/problems.ts'
import type { Rule, RulesByRow } from '../rule.ts'
import { readMatch } from './match-row.ts'

export type Refuse = (text: string, line?: number) => void
export type Entries = ReadonlyMap<string, PlacedEntry>
/** Parses the rule of one branch; `told` is its place in words. */
export type ParseBranch = (entry: PlacedEntry, told: string) => Rule | null

const keys = ['by', 'rules', 'otherwise']

/** `{ by: meta_key, rules: { billing_email: email, "billing_*": full_name }, otherwise: keep }`. Null where something was refused. */
export function parseByRow(entries: Entries, line: number, refuse: Refuse, parseBranch: ParseBranch): Rule | null {
  for (const key of entries.keys())
    if (!keys.includes(key))
      refuse(`${key} is not part of a rule by row${didYouMean(key, keys)}`, entries.get(key)!.line)
  const by = parseBy(entries.get('by')!, refuse)
  const branches = parseBranches(entries.get('rules'), refuse, parseBranch)
  const otherwise = entries.get('otherwise')
  if (!otherwise) refuse('a rule by row needs otherwise, the rule for all other rows')
  const rest = otherwise ? parseBranch(otherwise, 'otherwise') : null
  return by !== null && branches && rest ? ruleByRow({ by, branches, otherwise: rest }, line) : null
}

/** The rule of a column whose rows have rules of their own. */
export function ruleByRow(byRow: RulesByRow, line: number | null): Rule {
  return { mask: 'by_row', options: {}, domain: null, reason: null, line, byRow }
}

function parseBy({ value, line }: PlacedEntry, refuse: Refuse): string | null {
  if (value.kind === 'scalar' && value.text !== '') return value.text
  refuse('by has to name a column of the same table', line)
  return null
}

function parseBranches(entry: PlacedEntry | undefined, refuse: Refuse, parseBranch: ParseBranch) {
  if (entry?.value.kind !== 'map' || entry.value.entries.length === 0) {
    refuse(
      'a rule by row needs rules, a map of what the column named by it holds: { billing_email: email }',
      entry?.line,
    )
    return null
  }
  const branches = entry.value.entries.flatMap((branch) => {
    if (readMatch(branch.key) === null)
      refuse(
        branch.key === '*'
          ? 'the rule for all other rows is otherwise, not *'
          : `${JSON.stringify(branch.key)}: * may stand at the beginning and at the end only`,
        branch.line,
      )
    const rule = parseBranch(branch, branch.key)
    return rule ? [{ match: branch.key, rule }] : []
  })
  return branches.length === entry.value.entries.length ? branches : null
}
