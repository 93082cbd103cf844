import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml'
import type { Draft, DraftColumn } from '../draft.ts'
import type { Policy } from '../rule.ts'
import { describeRule } from './describe-rule.ts'
import { scalar } from './scalar.ts'
import { columnLines, draftSections, tableLines } from './write-policy.ts'

/** What of a draft a policy does not know yet: tables, columns, and lines beside them. */
export function newToPolicy(draft: Draft, policy: Policy): Draft {
  const columnsOf = (table: string) => (Object.hasOwn(policy.tables, table) ? policy.tables[table] : undefined)
  return {
    ...draft,
    tables: draft.tables.flatMap(({ table, columns }) => {
      const known = columnsOf(table)
      if (!known) return [{ table, columns }]
      const fresh = known.rows === 'skip' ? [] : columns.filter(({ column }) => !Object.hasOwn(known.columns, column))
      return fresh.length > 0 ? [{ table, columns: fresh }] : []
    }),
    withoutSnapshot: draft.withoutSnapshot.filter(
      ({ table }) => !Object.hasOwn(policy.withoutSnapshot, table) && columnsOf(table)?.rows !== 'skip',
    ),
    broken: draft.broken.filter((program) => !Object.hasOwn(policy.notRestored, program)),
    accepted: draft.accepted.filter(
      (entry) =>
        !policy.accepted.some((known) => known.in === entry.in && known.of === entry.of) && !isKept(policy, entry.of),
    ),
  }
}

/** What the policy keeps is no real value that could stand elsewhere. */
function isKept({ tables }: Policy, place: string): boolean {
  return Object.entries(tables).some(
    ([table, entry]) =>
      entry.rows === 'copy' &&
      Object.entries(entry.columns).some(([column, { mask }]) => mask === 'keep' && `${table}.${column}` === place),
  )
}

/** Text to put into a file at an offset, in place of `remove` characters. */
interface Edit {
  readonly at: number
  readonly remove: number
  readonly text: string
}

/** The text of policy.yaml with what is new in it; every other byte stays, comments and order too. The text is one that `parsePolicy` takes. */
export function updatePolicy(text: string, fresh: Draft): string {
  const document = parseDocument(text)
  const root = document.contents as YAMLMap
  const pairs = pairsOf(root)
  const tables = pairs.find(({ key }) => key.value === 'tables')?.value
  const known = isMap(tables) ? pairsOf(tables) : []
  const edits: Edit[] = fresh.tables.flatMap(({ table, columns }) => {
    const pair = known.find(({ key }) => textOf(key) === table)
    const unsaid = columns.filter(
      ({ column, rule }) => rule !== null || !text.includes(`# ${scalar(column)}: needs a decision`),
    )
    return pair && unsaid.length > 0 ? [columnsEdit(text, pair, unsaid)] : []
  })
  const made = fresh.tables.filter(({ table }) => !known.some(({ key }) => textOf(key) === table))
  if (made.length > 0 && isMap(tables)) edits.push(tablesEdit(text, tables, made.flatMap(tableLines)))
  for (const section of draftSections(fresh)) {
    const pair = pairs.find(({ key }) => key.value === section.name)
    if (!pair)
      edits.push({
        at: text.length,
        remove: 0,
        text: `${text.endsWith('\n') ? '' : '\n'}${[...section.comment, section.key, ...section.entries].join('\n')}\n`,
      })
    else if (section.entries.length > 0) edits.push(entriesEdit(text, pair, section.entries))
  }
  // From the end, so that offsets stay right; what goes to one place in its own order.
  return edits
    .toReversed()
    .sort((a, b) => b.at - a.at)
    .reduce((made, { at, remove, text: added }) => made.slice(0, at) + added + made.slice(at + remove), text)
}

type Known = Pair<Scalar, unknown>

function pairsOf(map: YAMLMap): Known[] {
  return map.items as Known[]
}

function textOf({ source, value }: Scalar): string {
  return source ?? String(value)
}

function columnsEdit(text: string, pair: Known, columns: readonly DraftColumn[]): Edit {
  const { value } = pair
  if (isMap(value) && value.items.length > 0) {
    if (!value.flow)
      return linesAfter(
        text,
        value,
        indented(columnLines(columns), columnOf(text, pairsOf(value)[0]!.key.range![0]) - 4),
      )
    const rules = columns.flatMap(({ column, rule }) => (rule ? [`${scalar(column)}: ${describeRule(rule)}`] : []))
    const last = endOf(value.items.at(-1) as Known)
    return { at: last, remove: 0, text: rules.map((rule) => `, ${rule}`).join('') }
  }
  // `orders: {}` or `orders:` with nothing behind it.
  return emptied(pair, indented(columnLines(columns), columnOf(text, pair.key.range![0]) - 2))
}

function tablesEdit(text: string, tables: YAMLMap, lines: readonly string[]): Edit {
  const [first] = pairsOf(tables)
  if (first && !tables.flow) return linesAfter(text, tables, indented(lines, columnOf(text, first.key.range![0]) - 2))
  const [start, end] = tables.range!
  return { at: start, remove: end - start, text: `\n${lines.join('\n')}` }
}

function entriesEdit(text: string, pair: Known, entries: readonly string[]): Edit {
  const { value } = pair
  if ((isMap(value) || isSeq(value)) && value.items.length > 0 && !value.flow) {
    const [item] = value.items
    const start = isSeq(value) ? text.lastIndexOf('-', (item as Scalar).range![0]) : (item as Known).key.range![0]
    return linesAfter(text, value, indented(entries, columnOf(text, start) - 2))
  }
  return emptied(pair, entries)
}

function emptied({ key, value }: Known, lines: readonly string[]): Edit {
  const start = key.range![1] + 1
  const end = isMap(value) || isSeq(value) || isScalar(value) ? value.range![1] : start
  return { at: start, remove: Math.max(0, end - start), text: `\n${lines.join('\n')}` }
}

/** Behind the line on which the last entry ends, whose comment may stand beside it. */
function linesAfter(text: string, block: { readonly items: readonly unknown[] }, lines: readonly string[]): Edit {
  const last = endOf(block.items.at(-1))
  const feed = text.indexOf('\n', last)
  const at = feed < 0 ? text.length : feed
  return { at, remove: 0, text: `\n${lines.join('\n')}` }
}

function endOf(item: unknown): number {
  const pair = item as Known
  const node = (pair.value ?? pair.key ?? item) as {
    range?: [number, number, number]
    items?: readonly unknown[]
    flow?: boolean
  }
  if (node.items && node.items.length > 0 && !node.flow) return endOf(node.items.at(-1))
  return node.range?.[1] ?? pair.key.range![1]
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1) - 1
}

function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) =>
    by >= 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, line.length - line.trimStart().length)),
  )
}
