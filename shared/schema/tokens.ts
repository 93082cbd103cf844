/** One piece of SQL text. White space belongs to `other`. */
export interface Token {
  readonly kind: 'name' | 'quoted-name' | 'string' | 'comment' | 'open' | 'close' | 'comma' | 'dot' | 'other'
  readonly text: string
  readonly start: number
}

type Pattern = readonly [Token['kind'], RegExp]

const names: Pattern = ['quoted-name', /`(?:[^`]|``)*`/y]
const escaped: Pattern = ['string', /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"/y]
const plain: Pattern = ['string', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y]
const code: readonly Pattern[] = [
  // No server has the version 99999: what it is asked for is a comment.
  ['comment', /\/\*(?!!(?!99\d{3}))[\s\S]*?\*\/|--[ \t][^\n]*|#[^\n]*/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['comma', /,/y],
  ['dot', /\./y],
  ['name', /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['other', /\d[\w.$\u0080-\uffff]*|\s+|[\s\S]/y],
]

const word = code.find(([kind]) => kind === 'name')!
const space: Pattern = ['other', /\s+/y]

/** The pattern of what nearly every token begins with, which no other pattern could begin with. */
function startsPlainly(code: number): Pattern | null {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return word
  return code === 32 || code === 10 ? space : null
}

const usual = [names, escaped, ...code]
const withoutEscapes = [names, plain, ...code]

/**
 * Cuts SQL into tokens that join to the same text again. Executable comments (slash, star, !) are code, not comments. `sqlMode` is the one
 * under which the text was written: it says whether a backslash escapes.
 */
export function tokenize(sql: string, sqlMode = ''): Token[] {
  const patterns = sqlMode.includes('NO_BACKSLASH_ESCAPES') ? withoutEscapes : usual
  const tokens: Token[] = []
  for (let start = 0; start < sql.length; ) {
    const token = tokenAt(sql, start, patterns)
    tokens.push(token)
    start += token.text.length
  }
  return tokens
}

/** The text of a back-ticked name. */
export function unquoteName(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text
}

function tokenAt(sql: string, start: number, patterns: readonly Pattern[]): Token {
  const plainly = startsPlainly(sql.charCodeAt(start))
  if (plainly) {
    plainly[1].lastIndex = start
    return { kind: plainly[0], text: plainly[1].exec(sql)![0], start }
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start
    const text = pattern.exec(sql)?.[0]
    if (text) return { kind, text, start }
  }
  return { kind: 'other', text: sql[start] ?? '', start }
}
