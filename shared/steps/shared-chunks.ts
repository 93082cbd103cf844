import type { SnapshotReceipt } from '../masking/rows/receipt.ts'
import type { MaskedBytes } from '../masking/rows/row-batch.ts'

type Blocks = AsyncIterable<MaskedBytes>

/** What holds more, since a server's estimate was old, is read anew for each of its chunks. */
const mostHeld = 16 * 2 ** 20

/**
 * The masked bytes of each chunk of a pack, by its place in it and as often as they are asked for. In what they share the chunks follow one
 * another, each with as many bytes as its receipt says; what follows the last one counts as its own, and shows in its digest.
 */
export async function openShared(
  receipts: readonly Pick<SnapshotReceipt, 'bytes'>[],
  read: () => Blocks,
): Promise<(at: number) => Blocks> {
  if (receipts.length === 1) return read
  const ends: number[] = []
  for (const { bytes } of receipts) ends.push((ends.at(-1) ?? 0) + bytes)
  const blocks = ends.at(-1)! <= mostHeld ? await hold(read()) : read
  return (at) => between(blocks(), ends[at - 1] ?? 0, at === ends.length - 1 ? Number.POSITIVE_INFINITY : ends[at]!)
}

async function hold(blocks: Blocks): Promise<() => Blocks> {
  const pieces: Uint8Array[] = []
  // A block is valid until the next is asked for.
  for await (const block of blocks) pieces.push(Uint8Array.from(block))
  const all = Buffer.concat(pieces)
  return async function* () {
    yield all as Uint8Array as MaskedBytes
  }
}

async function* between(blocks: Blocks, from: number, to: number): AsyncGenerator<MaskedBytes> {
  let at = 0
  for await (const block of blocks) {
    const part = block.subarray(Math.max(0, from - at), Math.max(0, Math.min(block.length, to - at)))
    at += block.length
    if (part.length > 0) yield part as MaskedBytes
    if (at >= to) return
  }
}
