import { z } from 'zod'
import { fromUnits, isDecimal, toUnits, unitsOf } from '../numbers/decimals.ts'
import type { MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const units = { year: 4, month: 7, day: 10, hour: 13 } as const
const shape = z.strictObject({
  size: z
    .number()
    .int()
    .min(2)
    .meta({
      description: 'For numbers: the width of a bucket, each of which is told by its lower bound.',
      examples: [100],
    })
    .optional(),
  unit: z
    .enum(['year', 'month', 'day', 'hour'])
    .meta({
      description: 'For dates and times: the first moment of their year, month, day or hour.',
      examples: ['month'],
    })
    .optional(),
})

export const bucket: Transformer = {
  name: 'bucket',
  summary:
    'Coarser values: numbers become the lower bound of their bucket of `size`, dates and times the beginning of their `unit`. Who stands out in a bucket still does.',
  examples: [
    { rule: '{ mask: bucket, size: 100 }', type: 'int', values: ['1234'] },
    { rule: '{ mask: bucket, unit: month }', type: 'date', values: ['2024-02-29'] },
  ],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: false,
  avoidsOriginals: false,
  originals: 'none',
  domain: () => '',
  prove(context, options) {
    const { size, unit } = shape.parse(options)
    const { kind, dataType, columnType } = context.column
    const isTime = kind === 'temporal'
    const problem = (text: string) => ({ ok: false as const, problem: text })
    return proveAll(
      proveKind(context, ['integer', 'decimal', 'temporal'], 'bucket'),
      isTime === (unit === undefined) || isTime !== (size === undefined)
        ? problem(`bucket needs ${isTime ? 'a unit (and no size)' : 'a size (and no unit)'} for a ${columnType} column`)
        : { ok: true },
      isTime && !['date', 'datetime', 'timestamp'].includes(dataType)
        ? problem(`bucket does not fit a column of type ${columnType}`)
        : { ok: true },
      dataType === 'date' && ['day', 'hour'].includes(unit ?? '')
        ? problem(`a date is no finer than a ${unit}: nothing would change`)
        : { ok: true },
      context.unique ? problem('bucket makes different values alike, and the column is unique') : { ok: true },
    )
  },
  compile({ column }, options) {
    const { size, unit } = shape.parse(options)
    if (unit) return (value) => (value.startsWith('0000') ? value : floorTime(value, units[unit]))
    return (value) => floorNumber(value, BigInt(size!), column)
  },
}

const beginning = '0000-01-01 00:00:00.000000'

function floorTime(value: string, kept: number): string {
  return value.slice(0, kept) + beginning.slice(kept, value.length)
}

function floorNumber(value: string, size: bigint, column: MaskContext['column']): string {
  if (!isDecimal(value)) return value
  const { units, places } = toUnits(value)
  const width = size * 10n ** BigInt(places)
  const isBelow = units < 0n && units % width !== 0n
  return fromUnits((units / width - (isBelow ? 1n : 0n)) * width, places, unitsOf(column))
}
