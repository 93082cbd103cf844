import { type Token, tokenize } from './tokens.ts'

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
  const tokens = tokenize(sql)
  const open = tokens.findIndex(({ kind }) => kind === 'open')
  const parts: Token[][] = [[]]
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token.kind === 'open' && depth++ === 0) continue
    if (token.kind === 'close' && --depth === 0)
      return { definitions: parts.map(define), options: textOf(tokens.slice(at + 1)).trim() }
    if (token.kind === 'comma' && depth === 1) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return { definitions: parts.map(define), options: '' }
}

function define(tokens: readonly Token[]): Definition {
  const text = textOf(tokens).trim()
  if (text.startsWith('`')) return { kind: 'column', text }
  const words = tokens.filter(({ kind }) => kind === 'name').map(({ text }) => text.toUpperCase())
  return { kind: kindOf(words), text }
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

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('')
}
