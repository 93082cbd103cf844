import type { Source } from '../../../ports.ts'
import type { KeyRange, KeySlice } from '../../../schema/chunk.ts'
import { type KeyForm, keyForm, listedValues } from '../../../schema/key-values.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'
import { batches } from '../wire/batches.ts'
import type { Wire } from '../wire/wire.ts'
import { boundSql, whereRange } from './key-sql.ts'

/** Questions about where the rows of a table lie along its primary key: each a few pages of the index. */
export function keyWalk(
  wire: Wire,
  database: string,
): Pick<Source, 'keyEnds' | 'estimateRows' | 'sortTexts' | 'inOrder'> {
  const from = (table: Table) => `FROM ${quoteName(database)}.${quoteName(table.name)} FORCE INDEX (PRIMARY)`
  return {
    async keyEnds(table, columns, range) {
      const cells = columns.map((column) => cellSql(column)).join(', ')
      const end = async (direction: string) => {
        const order = columns.map(({ name }) => `${quoteName(name)}${direction}`).join(', ')
        const where = whereRange(namesOf(columns), range)
        const [row] = await wire.query(`SELECT ${cells} ${from(table)}${where} ORDER BY ${order} LIMIT 1`)
        return row?.map((cell, at) => keyValue(columns[at]!, cell ?? ''))
      }
      const [first, last] = [await end(''), await end(' DESC')]
      return first && last ? { first, last } : null
    },
    async estimateRows(table, columns, slices) {
      const estimates: number[] = []
      for (const some of batches(slices, slicesAtOnce))
        estimates.push(...(await estimate(wire, from(table), columns, some)))
      return estimates
    },
    async sortTexts({ collation }, texts) {
      const rows = texts.map((text) => `SELECT ${boundSql(text)} COLLATE ${collation} AS c`).join(' UNION ALL ')
      const sorted = await wire.query(
        `SELECT LOWER(MIN(HEX(c))) FROM (${rows}) AS texts WHERE c <> '' GROUP BY c ORDER BY c`,
      )
      const charset = texts[0]?.split(' ')[0]
      return sorted.map(([hex]) => `${charset} 0x${hex}`)
    },
    async inOrder({ collation }, texts, { from, to }) {
      const collated = collation === null ? '' : ` COLLATE ${collation}`
      const isBehind = (a: string | null, b: string | null) =>
        a === null || b === null ? '1' : `${boundSql(a)} < ${boundSql(b)}${collated}`
      let kept = await filtered(wire, texts, (text) => `${isBehind(from, text)} AND ${isBehind(text, to)}`)
      for (let left = texts.length; left > 0; left--) {
        const before = kept
        kept = await filtered(wire, before, (text, at) => isBehind(before[at - 1] ?? null, text))
        if (kept.length === before.length) break
      }
      return kept
    },
  }
}

const slicesAtOnce = 64

// EXPLAIN asks the index for a range, as the optimizer would; UNION ALL asks for many in one go.
async function estimate(wire: Wire, from: string, columns: readonly Column[], slices: readonly KeySlice[]) {
  const selects = slices.map((slice) => `SELECT 1 ${from}${whereRange(namesOf(columns), rangeOf(slice))}`)
  // Of one SELECT alone that names its index MySQL asks nothing, and guesses.
  if (selects.length === 1) selects.push(selects[0]!)
  const rows = await wire.query(`EXPLAIN FORMAT=TRADITIONAL ${selects.join(' UNION ALL ')}`)
  // Both servers name the id first and end with rows, (filtered,) extra; a range in which nothing can be has no number.
  const behind = rows[0]?.length === mysqlColumns ? 3 : 2
  const found = new Map(rows.map((row) => [row[0], Number(row[row.length - behind] ?? 0)]))
  return slices.map((_, at) => found.get(String(at + 1)) ?? 0)
}

const mysqlColumns = 12

function rangeOf({ fixed, from, to }: KeySlice): KeyRange {
  const open = fixed.length > 0 ? fixed : null
  if (from === null && to === null) return { from: open, to: open }
  return { from: from === null ? open : [...fixed, from], to: to === null ? open : [...fixed, to] }
}

const comparedAtOnce = 500

/** Those of which the server says yes. */
async function filtered(wire: Wire, texts: readonly string[], condition: (text: string, at: number) => string) {
  const kept: string[] = []
  for (let start = 0; start < texts.length; start += comparedAtOnce) {
    const some = texts.slice(start, start + comparedAtOnce)
    const [answers = []] = await wire.query(`SELECT ${some.map((text, at) => condition(text, start + at)).join(', ')}`)
    kept.push(...some.filter((_, at) => answers[at] === '1'))
  }
  return kept
}

function namesOf(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name)
}

function cellSql(column: Column): string {
  const name = quoteName(column.name)
  const form = keyForm(column)
  if (form === 'bytes' || form === 'text') return `LOWER(HEX(${name}))`
  if (form === 'typed') return `LOWER(HEX(CAST(${name} AS BINARY(${column.dataType === 'inet4' ? 4 : 16}))))`
  return form === 'listed' || form === 'bits' || form === 'year' ? `${name} + 0` : `CAST(${name} AS CHAR)`
}

function keyValue(column: Column, cell: string): string {
  const forms: Record<KeyForm, string> = {
    ...{ integer: cell, decimal: cell, year: cell, bits: cell, time: cell, duration: cell },
    listed: `${cell} of ${listedValues(column)}`,
    bytes: `0x${cell}`,
    typed: `${column.dataType} 0x${cell}`,
    text: `${column.charset} 0x${cell}`,
  }
  return forms[keyForm(column)!]
}
