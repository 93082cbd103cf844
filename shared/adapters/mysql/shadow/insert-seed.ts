import { UsageError } from '../../../errors.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'

const statementBytes = 1 << 20

/**
 * INSERTs of about a megabyte, and of `packetBytes` at the most, for rows as InsertSeed takes them. Throws UsageError where they are no such
 * text.
 */
export function* insertSeedSql(
  schemaName: string,
  table: Table,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  packetBytes: number,
): Generator<string> {
  const described = columns.map((name) => table.columns.find((column) => column.name === name)!)
  const head = `INSERT INTO ${quoteName(schemaName)}.${quoteName(table.name)} (${columns.map(quoteName).join(', ')}) VALUES `
  // Values are written in hex and digits: a character is a byte.
  const most = Math.min(statementBytes, packetBytes) - Buffer.byteLength(head)
  let values: string[] = []
  let size = 0
  for (const row of rows) {
    const text = `(${row.map((value, at) => seedLiteral(value, described[at]!)).join(', ')})`
    if (size + text.length > most && values.length > 0) {
      yield head + values.join(', ')
      values = []
      size = 0
    }
    values.push(text)
    size += text.length
  }
  if (values.length > 0) yield head + values.join(', ')
}

function seedLiteral(value: string | null, column: Column): string {
  if (value === null) return 'NULL'
  switch (column.kind) {
    case 'binary':
    case 'vector':
      return value === '' ? "''" : `x'${hexDigits(value, column)}'`
    case 'bit':
      return `CAST(CONV('${hexDigits(value, column)}', 16, 10) AS UNSIGNED)`
    case 'geometry':
      return `ST_GeomFromText(${quoteText(value)}, ${column.srid ?? 0})`
    default:
      return quoteText(value)
  }
}

function hexDigits(value: string, { name, dataType }: Column): string {
  if (!/^([0-9a-f]{2})*$/i.test(value))
    throw new UsageError(`${name}: a seeded value of type ${dataType} has to be hex digits, two for each byte.`)
  return value
}
