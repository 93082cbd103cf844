import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'
import { metresPerDegree } from './point.ts'

const shape = z.strictObject({
  axis: z
    .enum(['latitude', 'longitude'])
    .meta({ description: 'Which of the two the column holds, in degrees.', examples: ['latitude'] }),
  jitter: z
    .number()
    .int()
    .min(10)
    .max(1_000_000)
    .meta({ description: 'Metres within which the place is moved, by a tenth of them at least.', examples: [500] }),
})
/** Each axis is moved by so much of the radius at most, so that both together stay within it. */
const share = Math.SQRT1_2
/** Decimal places of a number that is not stored as a decimal: a tenth of a metre. */
const placesOfOthers = 6
const limits = { latitude: 90, longitude: 180 } as const

export const coordinate: Transformer = {
  name: 'coordinate',
  summary:
    'A latitude or a longitude, for columns that keep them apart: the place is moved within `jitter` metres. Equal numbers are moved alike.',
  examples: [
    { rule: '{ mask: coordinate, axis: latitude, jitter: 500 }', type: 'decimal(9,6)', values: ['52.520008'] },
    { rule: '{ mask: coordinate, axis: longitude, jitter: 500 }', type: 'decimal(9,6)', values: ['13.404954'] },
  ],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  avoidsOriginals: false,
  originals: 'none',
  domain: () => 'coordinate',
  prove(context, options) {
    const { jitter } = shape.parse(options)
    const places = placesOf(context.column.columnType)
    const leastMove = jitter / 10
    return proveAll(
      proveKind(context, ['decimal', 'float'], 'coordinate'),
      context.unique
        ? { ok: false, problem: 'coordinate may make two numbers alike, and the column is unique' }
        : { ok: true },
      metresPerDegree / 10 ** places > leastMove
        ? { ok: false, problem: `${places} decimal places are too few for a jitter of ${jitter} metres` }
        : { ok: true },
    )
  },
  compile({ column }, options) {
    const { axis, jitter } = shape.parse(options)
    const places = placesOf(column.columnType)
    return (value, draw) => {
      const moved = Number(value) + degrees(jitter, draw)
      const text = within(moved, axis).toFixed(places)
      return column.kind === 'decimal' ? text : String(Number(text))
    }
  },
}

/** From a tenth of the radius on, in either direction. */
function degrees(metres: number, draw: Draw): number {
  const size = (metres * share * (0.1 * Math.SQRT2 + (1 - 0.1 * Math.SQRT2) * draw.fraction())) / metresPerDegree
  return draw.int(2) === 0 ? size : -size
}

/** Over a pole one comes back, over the date line one goes on. */
function within(moved: number, axis: keyof typeof limits): number {
  const limit = limits[axis]
  if (Math.abs(moved) <= limit) return moved
  return axis === 'latitude' ? Math.sign(moved) * 2 * limit - moved : moved - Math.sign(moved) * 2 * limit
}

function placesOf(columnType: string): number {
  const places = /^decimal\(\d+(?:,(\d+))?\)/.exec(columnType)
  return places ? Number(places[1] ?? 0) : placesOfOthers
}
