import { tokenize } from '../schema/tokens.ts'

/** Why a `where` cannot stand between our brackets, null when it can. It stays one condition: it closes what it opens. */
export function conditionProblem(where: string): string | null {
  if (where.trim() === '') return 'where is empty'
  let depth = 0
  for (const { kind, text } of tokenize(where)) {
    if (kind === 'comment') return 'where must not hold comments'
    if (kind === 'open') depth++
    if (kind === 'close' && --depth < 0) return 'where closes a bracket that it did not open'
    if (kind === 'other' && text === ';') return 'where must not hold a semicolon'
    if (kind === 'other' && /^['"`\\\0]$/.test(text))
      return 'where has a quote that is not closed, or a stray backslash'
    if (kind === 'name' && /^into$/i.test(text)) return 'where must not hold INTO'
  }
  if (depth > 0) return 'where opens a bracket that it does not close'
  // Not seen as comments by the tokenizer: executable ones, and two dashes before any other white space.
  return /\/\*|\*\/|--/.test(withoutStrings(where)) ? 'where must not hold comments (nor two dashes in a row)' : null
}

function withoutStrings(where: string): string {
  return tokenize(where)
    .map(({ kind, text }) => (kind === 'string' || kind === 'quoted-name' ? "''" : text))
    .join('')
}
