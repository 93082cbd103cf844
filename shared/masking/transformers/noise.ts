import { z } from 'zod'
import { fromUnits, isDecimal, toUnits, unitsOf } from '../numbers/decimals.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const shape = z.strictObject({
  part: z
    .number()
    .positive()
    .max(0.9)
    .meta({
      description: 'The most that a number changes, as a part of itself: 0.1 is ten in a hundred.',
      examples: [0.05],
    })
    .default(0.1),
})
/** Parts of `part` are drawn as whole numbers. */
const steps = 2 ** 20

export const noise: Transformer = {
  name: 'noise',
  summary:
    'Numbers changed by at most `part` of themselves (0.1), up or down alike, each row for itself: sums and means stay within that part, and come much closer over many rows. Zero and the sign stay, and so do whole numbers too small to change by that part.',
  examples: [{ rule: 'noise', type: 'decimal(9,2)', values: ['1234.50'] }],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  drawsFrom: 'row',
  avoidsOriginals: false,
  originals: 'none',
  domain: () => 'noise',
  prove: (context) =>
    proveAll(
      proveKind(context, ['integer', 'decimal', 'float'], 'noise'),
      context.unique
        ? { ok: false, problem: 'noise may make two numbers alike, and the column is unique' }
        : { ok: true },
    ),
  compile({ column }, options) {
    const { part } = shape.parse(options)
    const widest = BigInt(Math.round(part * steps))
    return (value, draw) => {
      const drawn = BigInt(draw.int(2 * steps + 1) - steps)
      if (column.kind === 'float') return noisyFloat(Number(value), part, Number(drawn) / steps)
      if (!isDecimal(value)) return value
      const { units, places } = toUnits(value)
      // Rounded to the nearest, halves away from zero.
      const scale = BigInt(steps) ** 2n
      const change = rounded(units * drawn * widest, scale)
      return fromUnits(
        units + (change === 0n ? leastChange(units, drawn, widest, scale) : change),
        places,
        unitsOf(column),
      )
    }
  },
}

/** One unit, where `part` of the number is that much: a number that stays as it is would be the real one. */
function leastChange(units: bigint, drawn: bigint, widest: bigint, scale: bigint): bigint {
  const most = ((units < 0n ? -units : units) * widest * BigInt(steps)) / scale
  if (most === 0n) return 0n
  return drawn < 0n ? -1n : 1n
}

function rounded(number: bigint, by: bigint): bigint {
  const half = by / 2n
  return number < 0n ? -((-number + half) / by) : (number + half) / by
}

function noisyFloat(number: number, part: number, drawn: number): string {
  return String(number * (1 + part * drawn))
}
