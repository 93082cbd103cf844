import { expect, it } from 'vitest'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'
import { RowsCheck, RowsMac } from '../../../../shared/masking/rows/rows-mac.ts'

const key = Buffer.alloc(32, 7)
const rows = Array.from({ length: 50 }, (_, n) => [String(n), n % 3 === 0 ? null : `text ${n}`.repeat(n)])
const split = (size: number, of = rows) =>
  Array.from({ length: Math.ceil(of.length / size) }, (_, n) => batchOf(of.slice(n * size, (n + 1) * size)))

function macOf(batches: ReturnType<typeof split>, nonce?: Uint8Array): string {
  const mac = new RowsMac(key, nonce)
  for (const batch of batches) mac.add(batch)
  return mac.hex()
}

function isSame(mac: string | undefined, batches: ReturnType<typeof split>, by = key): boolean {
  const check = new RowsCheck(by, mac)
  for (const batch of batches) check.add(batch)
  return check.isSame()
}

it('rows are known again however they come in batches', () => {
  const nonce = Buffer.alloc(12, 1)
  expect(new Set([1, 7, 16, 50].map((size) => macOf(split(size), nonce))).size).toBe(1)
  for (const size of [1, 7, 50]) expect(isSame(macOf(split(size)), split(11))).toBe(true)
})

it.each<[string, string[] | (string | null)[][]]>([
  ['a row that is gone', rows.slice(0, -1)],
  ['the first row that is gone', rows.slice(1)],
  ['a row more', [...rows, ['50', null]]],
  ['rows in another order', [rows[1]!, rows[0]!, ...rows.slice(2)]],
  ['another cell', rows.map((row, n) => (n === 20 ? ['20', 'other'] : row))],
  ['an empty cell in place of NULL', rows.map(([id, text]) => [id!, text ?? ''])],
])('%s: they are others', (_, others) => {
  const mac = macOf(split(7))
  for (const size of [1, 7, 50]) expect(isSame(mac, split(size, others as (string | null)[][]))).toBe(false)
})

it('no two of them are under one nonce, and what is not one, or of another key, is of no rows', () => {
  const macs = Array.from({ length: 1000 }, () => macOf(split(50)))
  expect(new Set(macs.map((mac) => mac.slice(0, 24))).size).toBe(1000)
  expect(isSame(macs[0], split(50), Buffer.alloc(32, 8))).toBe(false)
  for (const none of [undefined, '', 'x', macs[0]!.slice(1), `${macs[0]}00`])
    expect(isSame(none, split(50))).toBe(false)
})
