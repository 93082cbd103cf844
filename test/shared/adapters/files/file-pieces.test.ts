import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPieces, writePieces } from '../../../../shared/adapters/files/file-pieces.ts'
import { freshFolder } from '../../../e2e/nightmask.ts'

it('files that are read and written at one time have buffers of their own, whichever was let go before', async () => {
  const folder = freshFolder()
  const filled = (byte: number) => Buffer.alloc(1_500_000, byte)
  const [first, second, copied] = ['first', 'second', 'copied'].map((name) => join(folder, name))
  await writeFile(first!, filled(1))
  await writeFile(second!, filled(2))
  // Leaves a buffer behind.
  await copy(first!, join(folder, 'before'))
  const reading = [await open(first!), await open(second!)]
  const pieces = reading.map((file) => readPieces(file)[Symbol.asyncIterator]())
  const [ones, twos] = [await pieces[0]!.next(), await pieces[1]!.next()]
  await copy(second!, copied!)
  expect(ones.value.every((byte: number) => byte === 1)).toBe(true)
  expect(twos.value.every((byte: number) => byte === 2)).toBe(true)
  expect((await readFile(copied!)).equals(filled(2))).toBe(true)
  for (const one of pieces) await one.return?.()
  for (const file of reading) await file.close()
})

async function copy(from: string, to: string): Promise<void> {
  const [source, target] = [await open(from), await open(to, 'w')]
  await writePieces(target, smaller(readPieces(source)))
  await source.close()
  await target.close()
}

/** So small that they are gathered. */
async function* smaller(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; at += 100_000) yield piece.subarray(at, at + 100_000)
}
