import { expect, it } from 'vitest'
import { digestOfChunks } from '../../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'

it('what works through chunks shares one digest for each key, and gives one that has grown by a long cell away', () => {
  const [key, other] = [1, 2].map((byte) => createPseudonymKey(new Uint8Array(32).fill(byte)))
  const digest = digestOfChunks(key!)
  expect(digestOfChunks(key!)).toBe(digest)
  expect(digestOfChunks(other!)).not.toBe(digest)
  const digested = () => {
    const cell = Buffer.from('Aiko Arendt')
    digestOfChunks(key!).read(cell, 0, cell.length, charsetOf('utf8mb4')!)
    return [digestOfChunks(key!).hi, digestOfChunks(key!).lo]
  }
  const before = digested()
  const long = Buffer.alloc(3 << 20, 'a')
  digest.read(long, 0, long.length, charsetOf('utf8mb4')!)
  expect(digestOfChunks(key!)).not.toBe(digest)
  expect(digested()).toEqual(before)
})
