import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { wasmModule } from '../../../../cli/wasm.ts'
import { SipHash } from '../../../../shared/masking/digests/siphash.ts'

const sip = new SipHash(Uint8Array.from({ length: 16 }, (_, at) => at))
const message = Uint8Array.from({ length: 64 }, (_, at) => at)

// Vectors of the reference implementation (github.com/veorq/SipHash, vectors.h): key 00 … 0f, message 00 … of each length.
it.each([
  [0, 0x726fdb47, 0xdd0e0e31],
  [1, 0x74f839c5, 0x93dc67fd],
  [7, 0xab0200f5, 0x8b01d137],
  [8, 0x93f5f579, 0x9a932462],
  [15, 0xa129ca61, 0x49be45e5],
  [63, 0x958a324c, 0xeb064572],
])('SipHash-2-4 of %i bytes is that of its reference', (length, hi, lo) => {
  sip.hash(message, 0, length)
  expect([sip.hi, sip.lo]).toEqual([hi, lo])
})

it('hashes a message longer than its memory, and in place', () => {
  const long = new Uint8Array(1_000_003).fill(0x61)
  sip.hash(long, 0, long.length)
  const { hi, lo } = sip
  const other = new SipHash(Uint8Array.from({ length: 16 }, (_, at) => at))
  other.reserve(long.length)
  other.bytes.set(long, 24)
  other.hashHere(24, 24 + long.length)
  expect([other.hi, other.lo]).toEqual([hi, lo])
})

it('ships the binary of its source', async () => {
  expect(readFileSync('shared/masking/digests/siphash-wasm.ts', 'utf8').replaceAll(/\s/g, '')).toBe(
    (await wasmModule('shared/masking/digests/siphash.wat')).replaceAll(/\s/g, ''),
  )
})
