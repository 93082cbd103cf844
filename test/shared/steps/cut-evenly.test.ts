import { expect, it } from 'vitest'
import type { Column, Table } from '../../../shared/schema/schema.ts'
import { type CuttingPorts, cutBehind, cutTable } from '../../../shared/steps/cut-table.ts'

// A key that counts, of a server that estimates exactly.
const counting = (rows: number): CuttingPorts => ({
  keyEnds: async (_, __, { from, to }) => ({
    first: [from?.[0] ?? '1'],
    last: [to ? `${Number(to[0]) - 1}` : `${rows}`],
  }),
  estimateRows: async (_, __, slices) =>
    slices.map(({ from, to }) => Math.min(rows + 1, Number(to ?? rows + 1)) - Math.max(1, Number(from ?? 1))),
  sortTexts: async (_, texts) => texts,
  inOrder: async (_, texts) => texts,
})

it.each([
  [150_000, 98_000, 2],
  [300_000, 250_000, 2],
  [900_000, 250_000, 4],
  [1_000_000, 66_000, 16],
])(
  '%d rows in chunks of %d at the most make %d, each not much larger than they are on average',
  async (rows, most, count) => {
    const column = { name: 'id', kind: 'integer', dataType: 'int' } as Column
    const table = { name: 't', rowsEstimate: rows, columns: [column] } as unknown as Table
    const chunks = await cutTable(table, [column], most, counting(rows))
    const sizes = chunks.map(({ from, to }) => Number(to?.[0] ?? rows + 1) - Number(from?.[0] ?? 1))
    expect([sizes.length, sizes.reduce((sum, size) => sum + size, 0)]).toEqual([count, rows])
    expect((Math.max(...sizes) * count) / rows).toBeLessThan(1.1)
  },
)

it('cuts no last chunk further that only seems to have grown, as InnoDB doubles what it estimates', async () => {
  const column = { name: 'id', kind: 'integer', dataType: 'int' } as Column
  const table = { name: 't', rowsEstimate: 500_000, columns: [column] } as unknown as Table
  const seeming = (times: number): CuttingPorts => {
    const exact = counting(500_000)
    const estimateRows: CuttingPorts['estimateRows'] = async (...asked) =>
      (await exact.estimateRows(...asked)).map((rows) => rows * times)
    return { ...exact, estimateRows }
  }
  expect(await cutBehind(table, [column], ['250001'], 250_000, seeming(2))).toEqual([])
  expect(await cutBehind(table, [column], ['250001'], 60_000, seeming(1))).not.toEqual([])
})
