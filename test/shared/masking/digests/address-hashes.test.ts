import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wasmModule } from '../../../../cli/wasm.ts'
import {
  AddressHashes,
  addressHashes,
  addressResults,
  hashStarts,
  resultBytes,
} from '../../../../shared/masking/digests/address-hashes.ts'

it('are those of node:crypto, for every length and every number of messages', () => {
  const hashes = new AddressHashes()
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 0, maxLength: 80 }), { minLength: 1, maxLength: 9 }),
      (messages) => {
        const results: string[] = []
        const take = (count: number) => {
          for (let at = 0; at < count; at++)
            results.push(
              Buffer.from(addressResults.subarray(at * resultBytes, at * resultBytes + hashStarts[3])).toString('hex'),
            )
        }
        for (const message of messages)
          take(hashes.add(Buffer.concat([message, Buffer.from('behind it')]), message.length))
        take(hashes.flush())
        const expected = messages.map((message) => addressHashes.map((algorithm) => hash(algorithm, message)).join(''))
        expect(results.toSorted()).toEqual(expected.toSorted())
      },
    ),
    { numRuns: 300 },
  )
  expect(hashes.flush()).toBe(0)
})

it('ship the binary of their source', async () => {
  expect(readFileSync('shared/masking/digests/address-hashes-wasm.ts', 'utf8').replaceAll(/\s/g, '')).toBe(
    (await wasmModule('shared/masking/digests/address-hashes.wat')).replaceAll(/\s/g, ''),
  )
})
