/** One piece of a CHECK's text; strings and quoted names without their quotes. */
export interface Lexeme {
  readonly kind: 'name' | 'word' | 'string' | 'number' | 'sign'
  readonly text: string
}

const pieces =
  /\s+|`((?:[^`]|``)*)`|(?:_[a-z0-9]+\s*|\bn(?='))?'((?:[^'\\]|''|\\[\s\S])*)'|(0x[0-9a-f]+)|(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z_][a-z0-9_]*)|(<=>|<=|>=|<>|!=|&&|\|\||<<|>>|[-+*/%=<>!(),&|^~.])/giy

/** Cuts the text of a CHECK; null where something in it is not known. */
export function lexemesOf(text: string): readonly Lexeme[] | null {
  const lexemes: Lexeme[] = []
  pieces.lastIndex = 0
  while (pieces.lastIndex < text.length) {
    const match = pieces.exec(text)
    if (!match) return null
    const [, name, string, hex, number, word, sign] = match
    if (name !== undefined) lexemes.push({ kind: 'name', text: name.replaceAll('``', '`') })
    else if (string !== undefined) lexemes.push({ kind: 'string', text: withoutEscapes(string) })
    else if (hex !== undefined) lexemes.push({ kind: 'number', text: String(BigInt(hex)) })
    else if (number !== undefined) lexemes.push({ kind: 'number', text: number })
    else if (word !== undefined) lexemes.push({ kind: 'word', text: word.toLowerCase() })
    else if (sign !== undefined) lexemes.push({ kind: 'sign', text: sign })
  }
  return lexemes
}

const escaped: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', Z: '\x1a', b: '\b' }

function withoutEscapes(text: string): string {
  return text.replaceAll(/''|\\([\s\S])/g, (whole, letter: string | undefined) =>
    letter === undefined ? "'" : letter === '%' || letter === '_' ? whole : (escaped[letter] ?? letter),
  )
}
