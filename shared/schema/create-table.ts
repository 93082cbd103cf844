import { tokenize } from './tokens.ts'

/** SHOW CREATE TABLE taken apart at its top-level commas. Joining the parts gives the same table. */
export interface CreateTable {
  readonly definitions: readonly Definition[]
  /** Everything behind the closing parenthesis: engine, counters, comment, partitions. */
  readonly options: string
}

export interface Definition {
  readonly kind: 'column' | 'primary' | 'unique' | 'index' | 'fulltext' | 'spatial' | 'foreign' | 'check' | 'period'
  readonly text: string
}

/** True of every index but the primary key: what is built after the rows. */
export function isSecondaryKey({ kind }: Definition): boolean {
  return kind === 'unique' || kind === 'index' || kind === 'fulltext' || kind === 'spatial'
}

/** Splits the answer of SHOW CREATE TABLE, whatever quotes, commas and parentheses its names and comments hold. */
export function splitCreateTable(sql: string): CreateTable {
  const definitions: Definition[] = []
  let depth = 0
  let from = 0
  for (const { 0: sign, index } of sql.matchAll(signs)) {
    if (sign === '(' && depth++ === 0) from = index + 1
    const isLast = sign === ')' && --depth === 0
    if (!isLast && !(sign === ',' && depth === 1)) continue
    definitions.push(define(sql.slice(from, index).trim()))
    from = index + 1
    if (isLast) break
  }
  return { definitions, options: sql.slice(from).trim() }
}

// What splits, and what hides it: quoted names, strings and comments, as tokens.ts has them.
const signs =
  /[(),]|`(?:[^`]|``)*`|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|\/\*(?!!(?!99\d{3}))[\s\S]*?\*\/|--[ \t][^\n]*|#[^\n]*/g

function define(text: string): Definition {
  if (text.startsWith('`')) return { kind: 'column', text }
  const words = tokenize(text).filter(({ kind }) => kind === 'name')
  return { kind: kindOf(words.map((word) => word.text.toUpperCase())), text }
}

function kindOf(words: readonly string[]): Definition['kind'] {
  if (words[0] === 'PRIMARY') return 'primary'
  if (words[0] === 'UNIQUE') return 'unique'
  if (words[0] === 'FULLTEXT') return 'fulltext'
  if (words[0] === 'SPATIAL') return 'spatial'
  if (words[0] === 'KEY' || words[0] === 'INDEX' || words[0] === 'VECTOR') return 'index'
  if (words[0] === 'PERIOD') return 'period'
  return words.includes('FOREIGN') && !words.slice(0, words.indexOf('FOREIGN')).includes('CHECK') ? 'foreign' : 'check'
}
