/** What a branch asks of the column that decides: a text, or a part of it where `*` stands for anything before or behind. */
export interface Match {
  readonly text: string
  readonly openStart: boolean
  readonly openEnd: boolean
}

/** Null where the text is no match: nothing but `*`, or `*` elsewhere than at an end. */
export function readMatch(match: string): Match | null {
  const [openStart, openEnd] = [match.startsWith('*'), match.length > 1 && match.endsWith('*')]
  const text = match.slice(openStart ? 1 : 0, openEnd ? -1 : undefined)
  return text.includes('*') || (text === '' && openStart) ? null : { text, openStart, openEnd }
}

/**
 * Which branch is meant for a value: the one that names it whole, else the one whose part is longest, of equally long parts the first;
 * -1 for none. Matches and values are compared as they are: both in the form in which equal is the same.
 */
export function branchFinder(matches: readonly (Match | null)[]): (value: string) => number {
  const whole = new Map<string, number>()
  const parts: (Match & { readonly at: number })[] = []
  for (const [at, match] of matches.entries()) {
    if (match === null) continue
    if (match.openStart || match.openEnd) parts.push({ ...match, at })
    else if (!whole.has(match.text)) whole.set(match.text, at)
  }
  parts.sort((a, b) => b.text.length - a.text.length || a.at - b.at)
  return (value) => whole.get(value) ?? parts.find((part) => meets(part, value))?.at ?? -1
}

/** Whether a value is what the match asks for, both in the form in which equal is the same. */
export function meets({ text, openStart, openEnd }: Match, value: string): boolean {
  if (!openStart) return openEnd ? value.startsWith(text) : value === text
  return openEnd ? value.includes(text) : value.endsWith(text)
}
