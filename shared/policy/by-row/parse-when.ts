import type { Placed, PlacedEntry } from '../file/placed-yaml.ts'
import { didYouMean } from '../file/problems.ts'
import type { Rule } from '../rule.ts'
import { type Condition, type Range, rangeKeys, type Test } from './condition.ts'
import { readMatch } from './match-row.ts'
import { type Entries, type ParseBranch, type Refuse, ruleByRow } from './parse-by-row.ts'

const keys = ['when', 'then', 'otherwise']

/** `{ when: { role: [admin, staff], left_at: null }, then: keep, otherwise: email }`. Null where something was refused. */
export function parseWhen(entries: Entries, line: number, refuse: Refuse, parseBranch: ParseBranch): Rule | null {
  for (const [key, { line: at }] of entries)
    if (!keys.includes(key)) refuse(`${key} is not part of a rule with when${didYouMean(key, keys)}`, at)
  const when = parseCondition(entries.get('when')!, refuse)
  const rules = (['then', 'otherwise'] as const).map((key) => {
    const entry = entries.get(key)
    if (entry) return parseBranch(entry, key)
    refuse(
      key === 'then'
        ? 'a rule with when needs then, the rule for the rows that it holds for'
        : 'a rule with when needs otherwise, the rule for all other rows',
    )
    return null
  })
  const [then, otherwise] = rules
  if (!when || !then || !otherwise) return null
  return ruleByRow({ by: null, when, branches: [{ match: describeCondition(when), rule: then }], otherwise }, line)
}

/** As policy.yaml says it, in flow form. */
export function describeCondition(condition: Condition): string {
  return `{ ${condition.map(({ column, not, asks }) => `${quoted(column)}: ${negated(not, describeAsks(asks))}`).join(', ')} }`
}

function describeAsks(asks: Test['asks']): string {
  if (asks === null) return 'null'
  if ('texts' in asks) {
    const texts = asks.texts.map(quoted)
    return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`
  }
  return `{ ${Object.entries(asks)
    .map(([key, value]) => `${key}: ${quoted(value)}`)
    .join(', ')} }`
}

function negated(not: boolean, told: string): string {
  return not ? `{ not: ${told} }` : told
}

function quoted(text: unknown): string {
  return typeof text === 'string' &&
    /^[A-Za-z_][\w.-]*$/.test(text) &&
    !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text)
}

function parseCondition({ value, line }: PlacedEntry, refuse: Refuse): Condition | null {
  if (value.kind !== 'map' || value.entries.length === 0) {
    refuse('when has to be a map of columns of the same row, such as { role: [admin, staff] }', line)
    return null
  }
  const tests = value.entries.map((entry) => parseTest(entry, refuse))
  return tests.some((test) => test === null) ? null : (tests as Condition)
}

function parseTest({ key, value, line }: PlacedEntry, refuse: Refuse): Test | null {
  const [negative] = value.kind === 'map' ? value.entries : []
  const not = value.kind === 'map' && value.entries.length === 1 && negative!.key === 'not'
  const asks = parseAsks(key, not ? negative!.value : value, line, refuse)
  return asks === undefined ? null : { column: key, not, asks }
}

function parseAsks(column: string, value: Placed, line: number, refuse: Refuse): Test['asks'] | undefined {
  if (value.kind === 'map') return parseRange(column, value.entries, line, refuse)
  const items = value.kind === 'list' ? value.items : [value]
  if (value.kind === 'scalar' && value.value === null) {
    if (value.text !== '') return null
    refuse(`when ${column}: nothing is said; null asks for NULL, "" for the empty text`, line)
    return undefined
  }
  const texts = items.map((item) => (item.kind === 'scalar' && item.value !== null ? textOf(item) : null))
  if (texts.length === 0 || texts.includes(null)) {
    refuse(`when ${column}: it takes a value, a list of values, null, or a range such as { at_least: 18 }`, line)
    return undefined
  }
  const wrong = (texts as string[]).find((text) => readMatch(text) === null)
  if (wrong === undefined) return { texts: texts as string[] }
  refuse(`when ${column}: ${JSON.stringify(wrong)}: * may stand at the beginning and at the end only`, line)
  return undefined
}

function parseRange(column: string, entries: readonly PlacedEntry[], line: number, refuse: Refuse): Range | undefined {
  const wrong = entries.find(({ key }) => !(rangeKeys as readonly string[]).includes(key))
  if (wrong || entries.length === 0) {
    const close = wrong ? `, not ${wrong.key}${didYouMean(wrong.key, [...rangeKeys, 'not'])}` : ''
    refuse(`when ${column}: a range has ${rangeKeys.join(', ')}${close}`, wrong?.line ?? line)
    return undefined
  }
  const bounds = entries.map(({ key, value }) => [key, value.kind === 'scalar' ? textOf(value) : ''] as const)
  const unfit = bounds.find(([, text]) => !/^-?\d/.test(text))
  if (!unfit) return Object.fromEntries(bounds)
  refuse(`when ${column}: ${unfit[0]} has to be a number or a date`, line)
  return undefined
}

/** As it stands in the file, so that 007 and 1.50 stay what they are. */
function textOf({ value, text }: Placed & { readonly kind: 'scalar' }): string {
  return typeof value === 'string' ? value : text
}
