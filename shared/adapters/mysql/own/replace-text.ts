import { codecOf } from '../../../masking/redact/byte-codec.ts'
import { replaceWithin } from '../../../masking/redact/replace-within.ts'
import { charsetOf } from '../../../masking/text/charset.ts'
import type { Condition } from '../../../policy/condition/condition.ts'
import type { Replacement } from '../../../policy/staging-own.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'
import type { Wire } from '../wire/wire.ts'
import { textLiteral, whereSql } from './condition-sql.ts'
import { executeFitting } from './execute-fitting.ts'
import { standing } from './standing.ts'

export interface TextPlace {
  /** Quoted, with its schema. */
  readonly place: string
  readonly table: Table
  readonly column: Column
  readonly where: Condition
}

const atOnce = 200

/**
 * Replaces a text wherever it stands in a column, also as JSON writes it with its slashes escaped. Values that count the lengths of their
 * strings are rewritten here, all others by the server. Returns the rows that held it, and of how many values the lengths cannot be kept.
 */
export async function replaceText(
  wire: Wire,
  where: TextPlace,
  { from, to }: Replacement,
): Promise<{ rows: number; unreadable: number }> {
  const { place, table, column } = where
  const name = quoteName(column.name)
  const text = `CONVERT(${name} USING utf8mb4)`
  const forms = [[from, to] as const, [slashed(from), slashed(to)] as const].filter(([a], at) => at === 0 || a !== from)
  const holds = `(${forms.map(([form]) => `LOCATE(${textLiteral(form)} COLLATE utf8mb4_bin, ${text}) > 0`).join(' OR ')})`
  // What PHP serialised, whatever it stands in.
  const isCounted = `${text} REGEXP ${textLiteral('s:[0-9]+:\\\\*"')}`
  const replaced = forms.reduce((sql, [a, b]) => `REPLACE(${sql}, ${textLiteral(a)}, ${textLiteral(b)})`, text)
  const keep = standing(table, [column.name])
  // First those that count: afterwards a value that was rewritten might hold the text again.
  const counted = await keysOf(wire, where, whereSql(table, where.where, [holds, isCounted]))
  let unreadable = 0
  const rewritten: (readonly [key: string, value: string])[] = []
  const codec = codecOf(charsetOf(column.charset ?? 'utf8mb4') ?? charsetOf('utf8mb4')!)
  for (let at = 0; at < counted.length; at += atOnce) {
    const keys = counted.slice(at, at + atOnce)
    for (const [n, [value]] of (await valuesOf(wire, where, text, keys)).entries()) {
      const other = replaceWithin(value ?? '', forms, codec)
      if (other === null) unreadable++
      else rewritten.push([keys[n]!, other])
    }
  }
  if (unreadable > 0) return { rows: 0, unreadable }
  const plain = await executeFitting(
    wire,
    table,
    `UPDATE ${place} SET ${[`${name} = ${replaced}`, ...keep].join(', ')}${whereSql(table, where.where, [holds, `NOT (${isCounted})`])}`,
  )
  for (const [key, value] of rewritten)
    await executeFitting(
      wire,
      table,
      `UPDATE ${place} SET ${[`${name} = ${textLiteral(value)}`, ...keep].join(', ')} WHERE ${key}`,
    )
  return { rows: plain + rewritten.length, unreadable: 0 }
}

function slashed(text: string): string {
  return text.replaceAll('/', '\\/')
}

/** Conditions that name each row by its primary key. */
async function keysOf(wire: Wire, { place, table }: TextPlace, rows: string): Promise<string[]> {
  const columns = table.primaryKey.map((name) => table.columns.find((column) => column.name === name)!)
  const cells = columns.map(({ name, kind }) =>
    kind === 'text' || kind === 'binary' ? `HEX(${quoteName(name)})` : `CAST(${quoteName(name)} AS CHAR)`,
  )
  const found = await wire.query(`SELECT ${cells.join(', ')} FROM ${place}${rows}`)
  return found.map((row) =>
    row.map((cell, at) => `${quoteName(columns[at]!.name)} = ${keyLiteral(cell ?? '', columns[at]!)}`).join(' AND '),
  )
}

function keyLiteral(cell: string, { kind, charset }: Column): string {
  if (kind === 'integer' || kind === 'decimal') return cell
  if (kind === 'text') return `_${charset ?? 'utf8mb4'} ${cell === '' ? "''" : `0x${cell}`}`
  return kind === 'binary' ? `x'${cell}'` : textLiteral(cell)
}

/** One value for each key, in the order of the keys. */
async function valuesOf(wire: Wire, { place }: TextPlace, text: string, keys: readonly string[]) {
  const rows: (string | null)[][] = []
  for (const key of keys) rows.push((await wire.query(`SELECT ${text} FROM ${place} WHERE ${key}`))[0] ?? [null])
  return rows
}
