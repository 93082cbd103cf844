import type { Source } from '../../ports.ts'
import { quoteName } from '../../schema/quote.ts'
import { probeCollation } from './collation-fold.ts'
import { selectSql, whereChunk } from './expressions.ts'
import { readIdentity } from './identity.ts'
import { countOrphans } from './integrity.ts'
import { introspect } from './introspect.ts'
import { countByKeys, countOrphansByKeys, type KeyLists, readByKeys } from './subset-read.ts'
import type { Wire } from './wire.ts'

/**
 * The source over two connections: `control` for questions, `rows` for reading within its snapshot. `keysNow` gives the keys
 * of a dataset, once they are known: its chunks name their rows by them.
 */
export function createSource(
  control: Wire,
  rows: Wire,
  database: string,
  address: string,
  keysNow: () => KeyLists | null = () => null,
): Source {
  return {
    identity: () => readIdentity(control, database, address),
    introspect: () => introspect(control, database),
    keyRange: (table, name) => {
      const isBytes = table.columns.some((column) => column.name === name && column.kind === 'binary')
      return readKeyRange(control, database, table.name, name, isBytes)
    },
    read: (table, columns, chunk) =>
      chunk.byKeys
        ? readByKeys(rows, database, table, columns, chunk, keysNow())
        : rows.stream(selectSql(database, table, columns, chunk)),
    async count(table, chunk) {
      if (chunk.byKeys) return countByKeys(rows, database, table, keysNow())
      const [[count] = []] = await rows.query(
        `SELECT COUNT(*) FROM ${quoteName(database)}.${quoteName(table.name)}${whereChunk(chunk)}`,
      )
      return Number(count)
    },
    countOrphans: (table, key, chunk) =>
      chunk.byKeys
        ? countOrphansByKeys(rows, database, table, key, keysNow())
        : countOrphans(rows, database, table.name, key, whereChunk(chunk)),
    collationFold: (collation) => probeCollation(control, collation),
  }
}

/** Smallest and largest key as text, bytes as `0x` and hex digits; null when the table is empty. */
export async function readKeyRange(wire: Wire, database: string, table: string, column: string, isBytes = false) {
  const [open, close] = isBytes ? ["CONCAT('0x', LOWER(HEX(", ')))'] : ['', '']
  const name = quoteName(column)
  const [[min, max] = []] = await wire.query(
    `SELECT ${open}MIN(${name})${close}, ${open}MAX(${name})${close} FROM ${quoteName(database)}.${quoteName(table)}`,
  )
  return min && max ? { min, max } : null
}
