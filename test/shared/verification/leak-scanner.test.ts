import { expect, it } from 'vitest'
import { OriginalDigest } from '../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { charsetOf } from '../../../shared/masking/text/charset.ts'
import type { Column } from '../../../shared/schema/schema.ts'
import { LeakScanner } from '../../../shared/verification/leak-scanner.ts'
import { OriginalsCensus } from '../../../shared/verification/originals-census.ts'
import { OriginalsIndex } from '../../../shared/verification/originals-index.ts'
import { textBatch } from '../../../shared/verification/text-batch.ts'

const key = createPseudonymKey(new Uint8Array(32))
const text = { name: 'body', kind: 'text', charset: 'utf8mb4' } as Column

it('finds a phrase at every place of a text, however long the text is', () => {
  const phrase = 'Quendolin Abersmith'
  const index = indexOf(phrase)
  // Around every multiple of the words whose openings are digested at once.
  for (const at of [0, 4093, 4094, 4095, 4096, 4097, 8189, 8190, 8191, 9998]) {
    const words = Array.from({ length: 9998 }, () => 'wave')
    words.splice(at, 0, phrase)
    const scanner = new LeakScanner('films', [{ column: text, masked: false, searched: true }], index, key)
    scanner.scan(textBatch([[words.join(' ')]]))
    expect([at, scanner.sightings().map(({ place, count }) => [place, count])]).toEqual([at, [['films.body', 1]]])
  }
})

function indexOf(phrase: string) {
  const digest = new OriginalDigest(key)
  const bytes = Buffer.from(phrase)
  digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
  const digests = Uint32Array.of(digest.hi, digest.lo)
  digest.readOpener()
  const openers = Uint32Array.of(digest.opensHi, digest.opensLo)
  const originals = { table: 'people', column: 'name', kind: 'name' as const, read: 1, cells: 1, digests, openers }
  const chunk = [{ keyId: key.originalsId, ...originals }]
  const census = new OriginalsCensus()
  census.add(chunk)
  const index = new OriginalsIndex(census, [], key)
  index.add(chunk)
  return index.shared
}
