import { z } from 'zod'
import { dayOf, withDay } from '../numbers/calendar.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const shape = z.strictObject({
  as_of: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'has to be a day, such as "2026-01-01"')
    .meta({
      description: 'The day on which everybody stays as old as they are; without it the year of birth stays.',
      examples: ['2026-01-01'],
    })
    .optional(),
})

export const birthDate: Transformer = {
  name: 'birth_date',
  summary:
    'Another day of birth in the same year, so that ages stay right within a year; with `as_of` everybody is on that day exactly as old as before.',
  examples: [
    { rule: 'birth_date', type: 'date', values: ['1980-05-17'] },
    { rule: '{ mask: birth_date, as_of: "2026-01-01" }', type: 'date', values: ['1980-05-17'] },
  ],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  avoidsOriginals: false,
  originals: 'common',
  domain: () => 'birth_date',
  prove: (context) =>
    proveAll(
      proveKind(context, ['temporal'], 'birth_date'),
      ['time', 'year'].includes(context.column.dataType)
        ? { ok: false, problem: `birth_date needs days, and a ${context.column.columnType} column has none` }
        : { ok: true },
      context.unique ? { ok: false, problem: 'birth_date repeats days, and the column is unique' } : { ok: true },
    ),
  compile({ column }, options) {
    // Who is of one age on a day was born after that day of one year, and until that day of the next.
    const anniversary = shape.parse(options).as_of?.slice(5) ?? '12-31'
    return (value, draw) => {
      const day = dayOf(value)
      if (day === null) return value
      const until = Number(value.slice(0, 4)) + (value.slice(5, 10) <= anniversary ? 0 : 1)
      const [first, last] = [dayIn(until - 1, anniversary) + 1, dayIn(until, anniversary)]
      const other = first + draw.int(last - first)
      return withDay(value, other < day ? other : other + 1, column.dataType)
    }
  },
}

function dayIn(year: number, monthAndDay: string): number {
  return dayOf(`${String(Math.max(1, year)).padStart(4, '0')}-${monthAndDay}`)!
}
