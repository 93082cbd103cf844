import { DatabaseError } from '../../../errors.ts'
import type { TableChunk } from '../../../schema/chunk-read.ts'
import { quoteName } from '../../../schema/quote.ts'
import { batches } from '../wire/batches.ts'
import type { Wire } from '../wire/wire.ts'
import { whereChunk } from './expressions.ts'

/** Chunks of small tables whose rows one statement counts. */
const countedAtOnce = 20

/** COUNT(*) of each chunk. An error is told by `explain` of the chunk that it is about. */
export async function countChunks(
  wire: Wire,
  database: string,
  chunks: readonly TableChunk[],
  explain: (chunk: TableChunk, error: unknown) => never,
): Promise<number[]> {
  const counts: number[] = []
  for (const some of batches(chunks, countedAtOnce)) counts.push(...(await countSome(wire, database, some, explain)))
  return counts
}

async function countSome(
  wire: Wire,
  database: string,
  chunks: readonly TableChunk[],
  explain: (chunk: TableChunk, error: unknown) => never,
): Promise<number[]> {
  const selects = chunks.map(
    ({ table, chunk }) => `SELECT COUNT(*) FROM ${quoteName(database)}.${quoteName(table.name)}${whereChunk(chunk)}`,
  )
  const [only, ...others] = selects
  try {
    const sql = others.length === 0 ? only! : `SELECT ${selects.map((select) => `(${select})`).join(', ')}`
    const [row = []] = await wire.query(sql)
    return row.map(Number)
  } catch (error) {
    if (others.length === 0) return explain(chunks[0]!, error)
    if (!(error instanceof DatabaseError)) throw error
    // Which of them it is about, each says by itself.
    const counts: number[] = []
    for (const chunk of chunks) counts.push(...(await countSome(wire, database, [chunk], explain)))
    return counts
  }
}
