/** Names that many people have, in lower case. */
export interface KnownNames {
  readonly first: ReadonlySet<string>
  readonly last: ReadonlySet<string>
  /** Words of the language, whether or not they are names. */
  readonly common?: ReadonlySet<string>
}

const longestName = 60

/**
 * Whether a text in lower case looks like a name: one known word, or two to four words of which the first is a known first name
 * ("Young, Angus" too). Several people in one cell are told apart by commas, slashes or ampersands.
 */
export function looksLikeName(
  value: string,
  kind: 'first_name' | 'last_name' | 'full_name',
  names: KnownNames,
): boolean {
  if (kind === 'first_name') return names.first.has(value)
  if (kind === 'last_name') return names.last.has(value)
  const [last, first, ...more] = value.split(', ')
  if (first !== undefined && more.length === 0 && isFullName(`${first} ${last}`, names)) return true
  return value.split(/\s*[,;/&]\s*/).every((part) => isFullName(part, names))
}

function isFullName(value: string, { first }: KnownNames): boolean {
  const words = value.split(/\s+/).filter(Boolean)
  const isWord = words.every((word) => /^[\p{L}\p{M}.'’-]+$/u.test(word))
  return words.length >= 2 && words.length <= 4 && value.length <= longestName && isWord && first.has(words[0]!)
}
