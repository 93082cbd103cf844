/**
 * A name as its words, lower case, without accents, each between underscores: `FirstName`, `first-name` and `first_name` become
 * `_first_name_`, `addressLine2` becomes `_address_line_2_`, `Straße` becomes `_strasse_`.
 */
export function wordsOf(name: string): string {
  const before = known.get(name)
  if (before !== undefined) return before
  const words = spell(name)
  known.set(name, words)
  return words
}

// Tables share the names of their columns, and each is asked for many times.
const known = new Map<string, string>()

function spell(name: string): string {
  const words = name
    .replaceAll('ß', 'ss')
    .replaceAll(/[øØ]/g, 'o')
    .replaceAll(/[łŁ]/g, 'l')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replaceAll(/(\p{L})(\d)/gu, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
  return `_${words.join('_')}_`
}
