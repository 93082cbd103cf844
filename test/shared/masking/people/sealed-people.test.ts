import { expect, it } from 'vitest'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { indexPeople } from '../../../../shared/masking/people/people-index.ts'
import { writeRecord } from '../../../../shared/masking/people/people-record.ts'
import { openPeople, sealPeople } from '../../../../shared/masking/people/people-shard.ts'

const key = createPseudonymKey(new Uint8Array(32).fill(1))
const chunk = { table: 'guests', n: 3, columns: [], from: null, to: null }
const records = writeRecord({ source: 0, subject: Buffer.from('17'), cells: [Buffer.from('Yrsa Falk')] })
const keys = { pairs: Uint32Array.of(9), ends: Uint32Array.of(7, 8), wholes: new Uint32Array() }
const shard = { records, phrases: Uint32Array.of(1, 2, 0, 3, 4, 5, 0, 3), ...keys }

it('people at rest are sealed: no name can be read, and only this key opens them, for this chunk of this run', () => {
  const sealed = sealPeople(shard, 'run-1', chunk, key)
  expect(Buffer.from(sealed).includes('Yrsa')).toBe(false)
  const opened = openPeople(sealed, 'run-1', chunk, key)
  expect({ ...opened, records: Buffer.from(opened.records).toString() }).toEqual({
    ...shard,
    records: Buffer.from(records).toString(),
  })
  const another = createPseudonymKey(new Uint8Array(32).fill(2))
  const damaged = Buffer.from(sealed)
  damaged[40]! ^= 1
  for (const open of [
    () => openPeople(sealed, 'run-1', chunk, another),
    () => openPeople(sealed, 'run-2', chunk, key),
    () => openPeople(sealed, 'run-1', { ...chunk, n: 4 }, key),
    () => openPeople(damaged, 'run-1', chunk, key),
  ])
    expect(open).toThrow(/^guests, chunk \d: what the survey stored of its people cannot be opened/)
})

it('of several with one name the first counts, in the order of the chunks, and nobody is kept twice', () => {
  const other = { ...shard, phrases: Uint32Array.of(1, 2, 0, 3) }
  const one = indexPeople([shard])!
  const both = indexPeople([shard, other])!
  expect(Buffer.from(both.records).subarray(0, records.length)).toEqual(Buffer.from(one.records))
  expect(
    Buffer.from(both.records)
      .subarray(records.length)
      .every((byte) => byte === 0),
  ).toBe(true)
  expect(indexPeople([{ ...shard, phrases: new Uint32Array() }])).toBeNull()
})
