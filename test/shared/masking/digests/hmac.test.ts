import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wasmModule } from '../../../../cli/wasm.ts'
import { Hmac } from '../../../../shared/masking/digests/hmac.ts'

function hex({ words }: Hmac): string {
  return [...words].map((word) => word.toString(16).padStart(8, '0')).join('')
}

it('is the HMAC-SHA-256 of node:crypto, for every length around a block and for long messages', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.integer({ min: 1, max: 300_000 }).map((length) => new Uint8Array(length).fill(length)),
  )
  const hmacs = new Map<string, Hmac>()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes, fc.nat(255), fc.nat(3), (key, message, last, before) => {
      const hmac = hmacs.get(String(key)) ?? new Hmac(key)
      hmacs.set(String(key), hmac)
      const padded = Buffer.concat([Buffer.alloc(before), message, Buffer.alloc(5)])
      hmac.run(padded, before, before + message.length, last)
      expect(hex(hmac)).toBe(createHmac('sha256', key).update(message).update(Uint8Array.of(last)).digest('hex'))
    }),
    { numRuns: 400 },
  )
})

it('gives the same again after a message that needed more memory', () => {
  const hmac = new Hmac(Uint8Array.of(1, 2, 3))
  const short = Buffer.from('short')
  hmac.run(short, 0, short.length, 0)
  const before = hex(hmac)
  hmac.run(new Uint8Array(1_000_000), 0, 1_000_000, 0)
  hmac.run(short, 0, short.length, 0)
  expect(hex(hmac)).toBe(before)
})

it('ships the binary of its source', async () => {
  expect(readFileSync('shared/masking/digests/hmac-wasm.ts', 'utf8').replaceAll(/\s/g, '')).toBe(
    (await wasmModule('shared/masking/digests/hmac.wat')).replaceAll(/\s/g, ''),
  )
})
