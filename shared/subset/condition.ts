import { DatabaseError, UsageError } from '../errors.ts'
import { tokenize } from '../schema/tokens.ts'
import type { KeyLookup } from './key-lookup.ts'
import type { DatasetRequest } from './request.ts'

/** Lets the server read the condition without a row; throws UsageError when it cannot. */
export async function assertCondition({ from, where }: DatasetRequest, lookup: KeyLookup): Promise<void> {
  if (where === null) return
  try {
    await lookup.readsAll(from, where)
  } catch (error) {
    if (!(error instanceof DatabaseError) || /^08|^HY000$/.test(error.sqlState)) throw error
    throw new UsageError(
      `dataset: the server does not accept its where as a condition on ${from} (error ${error.errno}${reasons[error.errno] ?? ''}). Try it as SELECT 1 FROM ${from} WHERE …`,
    )
  }
}

const reasons: Readonly<Record<number, string>> = {
  1054: ': it names a column that is not there',
  1064: ': it is not valid SQL',
  1109: ': it names a table that is not there',
  1111: ': an aggregate has no place in it',
  1142: ': this user lacks a privilege that it needs',
  1146: ': it names a table that is not there',
  1241: ': it compares one column with several',
  1305: ': it names a function that is not there',
  1370: ': this user may not call a function in it',
  1582: ': a function in it has the wrong number of arguments',
  1584: ': a function in it has wrong arguments',
}

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
