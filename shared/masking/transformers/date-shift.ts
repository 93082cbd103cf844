import { z } from 'zod'
import { dayOf, withDay } from '../numbers/calendar.ts'
import type { Draw, Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'
import { ofPeople } from './of-people.ts'

const shape = z.strictObject({
  ...ofPeople,
  days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .meta({ description: 'At most so many days earlier or later.', examples: [30] })
    .default(180),
})
const daySeconds = 86_400

export const dateShift: Transformer = {
  name: 'date_shift',
  summary:
    'Dates and times moved by whole days, all of one person by the same number: their order, their intervals and the time of day stay.',
  examples: [{ rule: '{ mask: date_shift, of: people.id }', type: 'datetime', values: ['2024-02-29 10:11:12'] }],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  drawsFrom: 'subject',
  oneToOneWithin: 'subject',
  avoidsOriginals: false,
  originals: 'common',
  domain: (options) => `date_shift:${String(options.of)}`,
  prove: (context) =>
    proveAll(
      proveKind(context, ['temporal', 'integer'], 'date_shift'),
      ['time', 'year'].includes(context.column.dataType)
        ? { ok: false, problem: `date_shift needs days, and a ${context.column.columnType} column has none` }
        : { ok: true },
      context.unique
        ? { ok: false, problem: 'date_shift may move two people to the same day, and the column is unique' }
        : { ok: true },
    ),
  compile({ column }, options) {
    const { days } = shape.parse(options)
    if (column.kind === 'integer')
      return (value, draw) => (BigInt(value) === 0n ? value : String(BigInt(value) + offsetOf(value, draw, days)))
    return (value, draw) => {
      const day = dayOf(value)
      return day === null ? value : withDay(value, day + daysOf(draw, days), column.dataType)
    }
  },
}

/** Never none. */
function daysOf(draw: Draw, days: number): number {
  const offset = draw.int(2 * days) - days
  return offset < 0 ? offset : offset + 1
}

/** Seconds since 1970, or milliseconds where the number is too large for that. */
function offsetOf(value: string, draw: Draw, days: number): bigint {
  return BigInt(daysOf(draw, days)) * BigInt(daySeconds) * (value.length > 11 ? 1000n : 1n)
}
