import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scaleOf } from '../../../../../shared/seeding/schema/domains/scale.ts'
import { Steps } from '../../../../../shared/seeding/schema/domains/steps.ts'
import { table } from '../../../policy/describe-schema.ts'

const types = [
  'tinyint unsigned',
  'int',
  'bigint',
  'decimal(9,2)',
  'decimal(65,30)',
  'float',
  'bit(40)',
  'date',
  'year',
  'time',
  'time(3)',
  'datetime',
  'datetime(6)',
  'timestamp',
]
const { columns } = table('t', Object.fromEntries(types.map((type) => [type, type])))

describe('a value of an ordered type', () => {
  it('is written so that it is read as the same step, and the same from a number as from a bigint', () => {
    for (const column of columns) {
      const scale = scaleOf(column)!
      const edges = [scale.min, scale.min + 1n, -1n, 0n, 1n, scale.max].filter((step) => step >= scale.min)
      const steps = fc.bigInt({ min: scale.min, max: scale.max })
      const holds = (step: bigint) => {
        const text = scale.write(step)
        // Bits are written as hex digits, and read as the numbers of a CHECK.
        if (column.kind === 'bit') expect(BigInt(`0x${text}`)).toBe(step)
        else expect([text, scale.read(text)]).toEqual([text, { step, exact: true }])
        if (Number.isSafeInteger(Number(step))) expect(scale.write(Number(step))).toBe(text)
      }
      for (const step of edges) holds(step)
      fc.assert(fc.property(steps, holds), { seed: 20261031, numRuns: 300 })
    }
  })

  it('is the day that the calendar has, from the year 1000 to 9999', () => {
    const scale = scaleOf(columns.find(({ dataType }) => dataType === 'date')!)!
    const wrong: number[] = []
    for (let day = Number(scale.min); day <= Number(scale.max); day += 11)
      if (scale.write(day) !== new Date(day * 86_400_000).toISOString().slice(0, 10)) wrong.push(day)
    expect(wrong).toEqual([])
  })

  it('is found by its position in any set of ranges', () => {
    const far = 2n ** 60n
    const sets = [
      [[3n, 9n]],
      [
        [-2n, 0n],
        [4n, 5n],
      ],
      [[far, far + 3n]],
    ] as const
    for (const ranges of sets) {
      const steps = new Steps(ranges)
      const all = ranges.flatMap(([from, to]) =>
        Array.from({ length: Number(to - from) + 1 }, (_, at) => from + BigInt(at)),
      )
      expect(all.map((_, at) => BigInt(steps.nth(at)))).toEqual(all)
      expect(Number(steps.size)).toBe(all.length)
    }
  })
})
