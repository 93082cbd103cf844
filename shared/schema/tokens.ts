/** One piece of SQL text. White space belongs to `other`. */
export interface Token {
  readonly kind: 'name' | 'quoted-name' | 'string' | 'comment' | 'open' | 'close' | 'comma' | 'dot' | 'other'
  readonly text: string
  readonly start: number
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['quoted-name', /`(?:[^`]|``)*`/y],
  ['string', /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"/y],
  ['comment', /\/\*(?!!)[\s\S]*?\*\/|--[ \t][^\n]*|#[^\n]*/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
  ['dot', /\./y],
  ['name', /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['other', /\d[\w.]*|\s+|[\s\S]/y],
]

/** Cuts SQL into tokens that join to the same text again. Executable comments (slash, star, !) are code, not comments. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  for (let start = 0; start < sql.length; ) {
    const token = tokenAt(sql, start)
    tokens.push(token)
    start += token.text.length
  }
  return tokens
}

/** The text of a back-ticked name. */
export function unquoteName(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text
}

function tokenAt(sql: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start
    const text = pattern.exec(sql)?.[0]
    if (text) return { kind, text, start }
  }
  return { kind: 'other', text: sql[start] ?? '', start }
}
