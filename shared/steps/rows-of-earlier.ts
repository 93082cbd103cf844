import type { ChunkReceipt } from '../masking/rows/snapshot-receipts.ts'

/** How many rows of a chunk stayed as an earlier run left them, and which run; null where the chunk was stored whole. */
export function stayedIn({
  maskedBy,
  stayed,
  rowsRead,
}: ChunkReceipt): { readonly by: string; readonly rows: number } | null {
  return maskedBy === undefined ? (stayed ?? null) : { by: maskedBy, rows: rowsRead }
}

/** Rows for which an earlier run did something, and the oldest such run: ids begin with their time. Null where there are none. */
export function rowsOfEarlier(
  all: readonly { readonly by: string | undefined; readonly rows: number }[],
): { readonly rows: number; readonly oldest: string } | null {
  const earlier = all.filter(({ by }) => by !== undefined)
  const [oldest] = earlier.map(({ by }) => by!).sort()
  return oldest === undefined ? null : { rows: earlier.reduce((sum, { rows }) => sum + rows, 0), oldest }
}
