import { cut, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'

/**
 * A heading with its fact beside it and lines indented below, cut to the width and, after about a screen, with how many are left;
 * nothing when there are no lines. `whole` says where all of them are.
 */
export function section(
  heading: string,
  fact: string,
  lines: readonly string[],
  { width, paint, listLines }: Look,
  whole = '--verbose shows all',
): readonly string[] {
  if (lines.length === 0) return []
  // One line more is no longer than saying that one is left.
  const isLong = lines.length > listLines + 1
  const shown = isLong ? lines.slice(0, listLines) : lines
  const left = isLong ? [paint('dim', `and ${lines.length - listLines} more lines; ${whole}`)] : []
  const head = `${paint('bold', heading.padEnd(factColumn - 1))} ${cut(fact, width - factColumn)}`
  return ['', head.trimEnd(), ...[...shown, ...left].map((line) => cut(`  ${line}`, width).trimEnd())]
}

/** A name and its text, the text wrapped beside it: `Record    .nightmask/audit/…`. */
export function entry(name: string, text: string, { width, paint }: Look): string[] {
  const [first = '', ...rest] = wrap(text, width - factColumn)
  return [
    `${paint('bold', name.padEnd(factColumn - 1))} ${first}`,
    ...rest.map((line) => ' '.repeat(factColumn) + line),
  ]
}

/** An entry of one name and a paragraph for each text; nothing when there is none. */
export function entries(name: string, texts: readonly string[], look: Look): string[] {
  return texts.flatMap((text, at) => entry(at === 0 ? name : '', text, look))
}

/** Names joined as far as a width allows, and how many are left over. */
export function shortList(names: readonly string[], width: number): string {
  const all = names.join(', ')
  if (all.length <= width) return all
  let shown = 1
  let used = names[0]!.length
  while (shown < names.length && used + names[shown]!.length + 2 <= width - ' and 999 more'.length)
    used += names[shown++]!.length + 2
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}

/** Where facts stand beside their headings. */
const factColumn = 12

const signs = [
  [/ was added\b/, '+', 'green'],
  [/ was dropped\b/, '−', 'red'],
  [/(?:)/, '~', 'yellow'],
] as const

/** What changed as a list, each wrapped: + for what came, − for what went, ~ for what is another. */
export function changed(texts: readonly string[], { width, paint }: Look): string[] {
  return texts.flatMap((text) => {
    const [, sign, style] = signs.find(([told]) => told.test(text))!
    return wrap(text, width - 4).map((line, at) => `${at === 0 ? paint(style, sign) : ' '} ${line}`)
  })
}

/** Texts as a list of points, each wrapped. */
export function listed(texts: readonly string[], { width }: Look): string[] {
  return texts.flatMap((text) => wrap(text, width - 4).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)))
}
