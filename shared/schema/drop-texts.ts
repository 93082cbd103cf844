import { splitCreateTable } from './create-table.ts'
import type { Column, Schema, Table } from './schema.ts'
import { type Token, tokenize, unquoteName } from './tokens.ts'

/** Texts of definitions that staging goes without. */
export interface DroppedTexts {
  /** Of tables, columns, indexes and partitions. */
  readonly comments: boolean
  /** `table.column` of each. */
  readonly defaults: readonly string[]
}

/** The schema without these texts, in its columns and in its DDL alike. */
export function dropTexts(schema: Schema, dropped: DroppedTexts): Schema {
  if (!dropped.comments && dropped.defaults.length === 0) return schema
  return { ...schema, tables: schema.tables.map((table) => dropFromTable(table, dropped)) }
}

function dropFromTable(table: Table, { comments, defaults }: DroppedTexts): Table {
  const hasNoDefault = ({ name }: Column) => defaults.includes(`${table.name}.${name}`)
  const bare = table.columns.filter(hasNoDefault).map(({ name }) => name)
  const shorter = bare.length > 0 ? withoutDefaults(table.createSql, bare) : table.createSql
  return {
    ...table,
    createSql: comments ? withoutComments(shorter) : shorter,
    columns: table.columns.map((column) => ({
      ...column,
      comment: comments ? '' : column.comment,
      defaultSql: hasNoDefault(column) ? null : column.defaultSql,
    })),
  }
}

function withoutDefaults(sql: string, columns: readonly string[]): string {
  const { definitions, options } = splitCreateTable(sql)
  const parts = definitions.map(({ kind, text }) => {
    const tokens = tokenize(text)
    return kind === 'column' && columns.includes(unquoteName(tokens[0]!.text)) ? withoutDefault(tokens) : text
  })
  const head = textOf(
    tokenize(sql).slice(
      0,
      tokenize(sql).findIndex(({ kind }) => kind === 'open'),
    ),
  )
  return `${head}(\n  ${parts.join(',\n  ')}\n) ${options}`
}

// What may follow a default in SHOW CREATE TABLE of either server.
const behindDefault =
  /^(?:ON|COMMENT|CHECK|AUTO_INCREMENT|INVISIBLE|COLUMN_FORMAT|STORAGE|ENGINE_ATTRIBUTE|COMPRESSED|REF_SYSTEM_ID)$/i

function withoutDefault(tokens: readonly Token[]): string {
  const isWord = (token: Token, word: string) => token.kind === 'name' && token.text.toUpperCase() === word
  const from = tokens.findIndex((token) => isWord(token, 'DEFAULT'))
  if (from < 0) return textOf(tokens)
  let depth = 0
  const length = tokens.slice(from + 1).findIndex((token) => {
    if (token.kind === 'open') depth++
    if (token.kind === 'close') depth--
    return depth === 0 && ((token.kind === 'name' && behindDefault.test(token.text)) || startsExecutable(token))
  })
  const rest = length < 0 ? [] : tokens.slice(from + 1 + length)
  return `${textOf(tokens.slice(0, from)).trimEnd()} ${textOf(rest)}`.trim()
}

// MySQL writes what older servers do not know as an executable comment, whose slash is a token of its own.
function startsExecutable({ kind, text }: Token): boolean {
  return kind === 'other' && text === '/'
}

function withoutComments(sql: string): string {
  const tokens = tokenize(sql)
  const isSpace = ({ kind, text }: Token) => kind === 'other' && /^(?:\s+|=)$/.test(text)
  const kept: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    const value = token.kind === 'name' && /^COMMENT$/i.test(token.text) ? skip(tokens, at + 1, isSpace) : -1
    if (tokens[value]?.kind !== 'string') {
      kept.push(token)
      continue
    }
    while (kept.length > 0 && isSpace(kept.at(-1)!)) kept.pop()
    at = value
  }
  return textOf(kept)
}

function skip(tokens: readonly Token[], from: number, isSkipped: (token: Token) => boolean): number {
  const length = tokens.slice(from).findIndex((token) => !isSkipped(token))
  return length < 0 ? tokens.length : from + length
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('')
}
