import { parseByRow } from '../by-row/parse-by-row.ts'
import { parseWhen } from '../by-row/parse-when.ts'
import { insideKeys, parseInside } from '../inside/parse-inside.ts'
import { locales } from '../locales.ts'
import type { Rule } from '../rule.ts'
import type { RuleKind, RuleKinds } from '../rule-kind.ts'
import { describeIssues } from './describe-issues.ts'
import { type Placed, type PlacedEntry, plainValue } from './placed-yaml.ts'
import { didYouMean, type Problem } from './problems.ts'
import { keysOf } from './shape-keys.ts'

/**
 * One column's rule: `email`, `{ mask: email, domain: …, …options }`, `{ mask: json, paths: …, otherwise: … }`, `{ keep: "reason" }` or
 * `{ by: …, rules: …, otherwise: … }` or `{ when: …, then: …, otherwise: … }`.
 * Null adds to `problems`.
 */
export function parseRule(entry: PlacedEntry, table: string, kinds: RuleKinds, problems: Problem[]): Rule | null {
  const name = `${table}.${entry.key}`
  const { line, value } = entry
  const entries = new Map(value.kind === 'map' ? value.entries.map((inner) => [inner.key, inner]) : [])
  if (!entries.has('by') && !entries.has('when')) return parseSimple(entry, name, kinds, problems)
  const refuse = (text: string, at = line) => void problems.push({ line: at, text: `${name}: ${text}` })
  const parse = entries.has('when') ? parseWhen : parseByRow
  return parse(entries, line, refuse, (branch, told) => parseSimple(branch, `${name} for ${told}`, kinds, problems))
}

function parseSimple({ line, value }: PlacedEntry, name: string, kinds: RuleKinds, problems: Problem[]): Rule | null {
  const refuse = (text: string, at = line) => void problems.push({ line: at, text: `${name}: ${text}` })
  if (value.kind === 'list') return refuse('a rule is a name or a map, not a list') ?? null
  if (value.kind === 'scalar') return parseShort(value, line, kinds, refuse)
  const entries = new Map(value.entries.map((entry) => [entry.key, entry]))
  if (entries.has('by') || entries.has('when')) return refuse('a rule by row cannot stand within another one') ?? null
  if (entries.has('keep')) return parseReason(entries, line, refuse)
  return parseLong(value, entries, line, kinds, refuse, (inner, told) =>
    parseSimple(inner, `${name} at ${told}`, kinds, problems),
  )
}

type Refuse = (text: string, line?: number) => void
type Entries = ReadonlyMap<string, PlacedEntry>
/** Parses a rule for something in a value; `told` is its path. */
type ParseInner = (entry: PlacedEntry, told: string) => Rule | null
type PlacedMap = Placed & { readonly kind: 'map' }

function parseShort(value: Placed, line: number, kinds: RuleKinds, refuse: Refuse): Rule | null {
  const kind = findKind(value, kinds, refuse)
  if (kind?.inside)
    return refuse(`${kind.name} needs rules of its own: { mask: ${kind.name}, ${exampleOf(kind)} }`) ?? null
  return kind ? checkOptions(kind, { ...value, kind: 'map', entries: [] }, null, line, refuse) : null
}

function exampleOf({ inside }: RuleKind): string {
  return inside!.steps.length > 0 ? 'paths: { "$.email": email }, otherwise: keep' : 'otherwise: free_text'
}

function parseReason(entries: Entries, line: number, refuse: Refuse): Rule | null {
  const { value } = entries.get('keep')!
  const reason = value.kind === 'scalar' && typeof value.value === 'string' ? value.value.trim() : ''
  if (reason === '') refuse('keep needs its reason in words: { keep: "public catalogue text" }')
  const others = [...entries.keys()].filter((key) => key !== 'keep')
  if (others.length > 0) refuse(`keep takes a reason and nothing else, not ${others.join(', ')}`)
  return { mask: 'keep', options: {}, domain: null, reason, line }
}

function parseLong(
  value: PlacedMap,
  entries: Entries,
  line: number,
  kinds: RuleKinds,
  refuse: Refuse,
  parseInner: ParseInner,
): Rule | null {
  const mask = entries.get('mask')
  if (!mask) {
    const close = [...entries.keys()].map((key) => didYouMean(key, ['mask', 'keep', 'by', 'when'])).join('')
    refuse(`a rule needs mask, keep, by or when${close}`)
    return null
  }
  const kind = findKind(mask.value, kinds, refuse)
  if (kind?.inside) return parseReaching(kind, value, entries, line, refuse, parseInner)
  const domain = parseDomain(entries.get('domain'), refuse)
  const elsewhere = parseOriginals(entries.get('originals'), refuse)
  const link = parseLink(entries.get('link'), refuse)
  if (link.link === false && domain !== null)
    refuse('link: false takes the column out of every domain: leave one of the two out')
  const options = { ...value, entries: value.entries.filter(({ key }) => !ofEveryRule.includes(key)) }
  const rule = kind ? checkOptions(kind, options, domain, line, refuse) : null
  return rule && { ...rule, ...elsewhere, ...link }
}

/** A rule that reaches inside values has rules of its own. */
function parseReaching(
  kind: RuleKind,
  value: PlacedMap,
  entries: Entries,
  line: number,
  refuse: Refuse,
  parseInner: ParseInner,
): Rule | null {
  const own = keysOf(kind.options, [])
  for (const { key, line: at } of value.entries)
    if (![...own, ...insideKeys, 'mask'].includes(key))
      refuse(`${key} is not part of a rule inside ${kind.name}${didYouMean(key, [...own, ...insideKeys])}`, at)
  const options = { ...value, entries: value.entries.filter(({ key }) => own.includes(key)) }
  const rule = checkOptions(kind, options, null, line, refuse)
  const inside = parseInside(kind.name, entries, refuse, parseInner)
  return rule && inside && { ...rule, inside }
}

const ofEveryRule = ['mask', 'domain', 'originals', 'link']

function parseOriginals(entry: PlacedEntry | undefined, refuse: Refuse): Pick<Rule, 'originals'> {
  const said = entry?.value.kind === 'scalar' ? entry.value.value : undefined
  if (said === 'elsewhere') return { originals: said }
  if (entry) refuse('originals has to be elsewhere, or be left out', entry.line)
  return {}
}

function parseLink(entry: PlacedEntry | undefined, refuse: Refuse): Pick<Rule, 'link'> {
  const said = entry?.value.kind === 'scalar' ? entry.value.value : undefined
  if (said === false) return { link: false }
  if (entry && said !== true) refuse('link has to be false, or be left out', entry.line)
  return {}
}

// `fax: null` names the transformer null; `fax:` names nothing.
function findKind(value: Placed, kinds: RuleKinds, refuse: Refuse): RuleKind | null {
  const name = value.kind === 'scalar' ? value.text : ''
  const kind = kinds.get(name)
  if (kind) return kind
  if (name === '') refuse('a rule is missing, such as keep or email')
  else if (name === 'skip_rows') refuse('skip_rows is said of a table, not of a column')
  else refuse(`unknown transformer ${JSON.stringify(name)}${didYouMean(name, kinds.keys())}`, value.line)
  return null
}

function parseDomain(entry: PlacedEntry | undefined, refuse: Refuse): string | null {
  if (!entry) return null
  const { value } = entry
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '') return value.value
  refuse('domain has to be a name', entry.line)
  return null
}

function checkOptions(kind: RuleKind, placed: PlacedMap, domain: string | null, line: number, refuse: Refuse) {
  const parsed = kind.options.safeParse(structuredClone(plainValue(placed)))
  if (!parsed.success) {
    for (const { text, line: at } of describeIssues(kind.options, placed, parsed.error.issues)) {
      const unknown = /^(\S+) is not a known key$/.exec(text)?.[1]
      refuse(`${kind.name}: ${text}${unknown ? didYouMean(unknown, ofEveryRule) : ''}`, at ?? line)
    }
    return null
  }
  const options = parsed.data as Record<string, unknown>
  if (typeof options.locale === 'string' && !locales.includes(options.locale))
    refuse(`locale has to be one of faker's${didYouMean(options.locale, locales)}`)
  if (domain !== null && kind.domain(options) === '')
    refuse(`domain has no effect with ${kind.name}, which draws nothing from the value`)
  return { mask: kind.name, options, domain, reason: null, line }
}
