import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MaskedBytes } from '../../../shared/masking/rows/row-batch.ts'
import { openShared } from '../../../shared/steps/shared-chunks.ts'

it('gives each chunk of a pack its own bytes, however the pack was cut into blocks, and what is too much to the last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 9 }), { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 1, max: 12 }),
      fc.uint8Array({ maxLength: 3 }),
      fc.constantFrom(0, 17 * 2 ** 20),
      async (chunks, blockBytes, more, beyondHeld) => {
        const all = Buffer.concat([...chunks, more])
        let readings = 0
        const read = async function* () {
          readings++
          for (let at = 0; at < all.length; at += blockBytes)
            yield Uint8Array.from(all.subarray(at, at + blockBytes)) as MaskedBytes
        }
        // A pack that says of itself that it is large is read piece by piece.
        const sizes = chunks.map(({ length }, at) => ({
          bytes: at === chunks.length - 1 ? length + beyondHeld : length,
        }))
        const shared = await openShared(sizes, read)
        for (const [at, chunk] of chunks.entries()) {
          const expected = at === chunks.length - 1 ? Buffer.concat([chunk, more]) : Buffer.from(chunk)
          expect(await gathered(shared(at))).toEqual(expected)
        }
        expect(readings).toBe(beyondHeld === 0 ? 1 : chunks.length)
      },
    ),
  )
})

async function gathered(blocks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const block of blocks) pieces.push(block)
  return Buffer.concat(pieces)
}
