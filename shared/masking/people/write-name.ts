/** A word of a text as [start, end) in UTF-16 units, without the ending that stays behind. */
export type WordSpan = readonly [start: number, end: number]

/**
 * A name in place of another, of which `spans` are the words within `text`: word for word where there are as many, so that what stands between
 * them stays, and in the case of what was there. It goes from the begin of the first word to the end of the last.
 */
export function writeName(text: string, spans: readonly WordSpan[], name: readonly string[]): string {
  const written = spans.map(([start, end]) => text.slice(start, end))
  const behind = (word: number) => text.slice(spans[word]![1], spans[word + 1]?.[0] ?? spans[word]![1])
  if (name.length === spans.length) return name.map((word, at) => inCaseOf(written[at]!, word) + behind(at)).join('')
  const whole = written.join('')
  const hasComma = spans.some((_, word) => behind(word).includes(','))
  const cased = name.map((word) => inCaseOf(whole, word))
  return hasComma && cased.length > 1 ? `${cased[0]}, ${cased.slice(1).join(' ')}` : cased.join(' ')
}

function inCaseOf(written: string, word: string): string {
  const [lower, upper] = [written.toLowerCase(), written.toUpperCase()]
  if (lower === upper || written.length < 2) return word
  if (written === upper) return word.toUpperCase()
  return written === lower ? word.toLowerCase() : word
}
