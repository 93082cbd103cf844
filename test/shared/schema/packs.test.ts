import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wholeTable } from '../../../shared/schema/chunk.ts'
import { packSmall, packsOf } from '../../../shared/schema/packs.ts'
import type { Table } from '../../../shared/schema/schema.ts'

it('packs small tables only, few enough rows and bytes together, and leaves every chunk there once', () => {
  const size = fc.record({ rows: fc.nat(15_000), bytes: fc.nat(3 * 2 ** 20), chunks: fc.integer({ min: 1, max: 2 }) })
  fc.assert(
    fc.property(fc.array(size, { maxLength: 120 }), (sizes) => {
      const tables = sizes.map(({ rows, bytes }, at) => tableOf(`t${at}`, rows, bytes))
      const chunks = sizes.flatMap(({ chunks }, at) => (chunks === 1 ? [wholeTable(`t${at}`)] : cutInTwo(`t${at}`)))
      const packed = packSmall(chunks, tables)
      expect(packed.map(({ pack: _, ...chunk }) => chunk)).toEqual(chunks)
      const packs = packsOf(packed)
      expect(packs.flat().length).toBe(chunks.length)
      for (const pack of packs.filter(({ length }) => length > 1)) {
        const held = pack.map(({ table }) => tables.find(({ name }) => name === table)!)
        const sum = (of: 'rowsEstimate' | 'bytesEstimate') => held.reduce((total, table) => total + table[of], 0)
        expect(pack.length <= 40 && sum('rowsEstimate') <= 20_000 && sum('bytesEstimate') <= 2 ** 21).toBe(true)
        expect(pack.every(({ from, to }) => from === null && to === null)).toBe(true)
        expect(held.every(({ rowsEstimate }) => rowsEstimate <= 10_000)).toBe(true)
      }
    }),
  )
})

it('makes a few packs of a thousand small tables, and none of one', () => {
  const tables = Array.from({ length: 1000 }, (_, n) => tableOf(`t${n}`, 100, 16_384))
  const chunks = tables.map(({ name }) => wholeTable(name))
  expect(packsOf(packSmall(chunks, tables))).toHaveLength(25)
  expect(packSmall(chunks.slice(0, 1), tables)).toEqual([wholeTable('t0')])
})

it('packs tables that every night writes anew apart from those that may stay: a pack stays as a whole or not at all', () => {
  const tables = Array.from({ length: 100 }, (_, n) => tableOf(`t${n}`, 100, 16_384))
  const anew = new Set(tables.map(({ name }) => name).filter((_, n) => n % 5 === 4))
  const packs = packsOf(
    packSmall(
      tables.map(({ name }) => wholeTable(name)),
      tables,
      { apart: anew },
    ),
  )
  expect(packs.map((pack) => new Set(pack.map(({ table }) => anew.has(table))).size)).toEqual(packs.map(() => 1))
  expect(packs).toHaveLength(3)
})

it('gives no new pack the number of an earlier one, which held other tables', () => {
  const tables = ['keeps', 'stays', 'comes'].map((name) => tableOf(name, 100, 16_384))
  const before = [wholeTable('keeps'), wholeTable('goes'), wholeTable('stays')].map((chunk) => ({ ...chunk, pack: 4 }))
  const chunks = tables.map(({ name }) => wholeTable(name))
  expect(packSmall(chunks, tables, { before }).map(({ pack }) => pack)).toEqual([5, 5, 5])
})

function tableOf(name: string, rowsEstimate: number, bytesEstimate: number): Table {
  return { name, rowsEstimate, bytesEstimate, createSql: '' } as Table
}

function cutInTwo(table: string) {
  const [low, high] = [null, ['5']]
  return [
    { table, n: 0, columns: ['id'], from: low, to: high },
    { table, n: 1, columns: ['id'], from: high, to: low },
  ]
}
