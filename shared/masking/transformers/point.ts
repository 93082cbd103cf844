import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'

const shape = z.strictObject({
  jitter: z
    .number()
    .int()
    .min(10)
    .max(1_000_000)
    .meta({ description: 'Metres within which the point is moved, by a tenth of them at least.', examples: [500] })
    .optional(),
})
/** Of latitude, and of longitude at the equator. */
export const metresPerDegree = 111_320

export const point: Transformer = {
  name: 'point',
  summary:
    'For spatial columns: another point with the SRID of the one it replaces, anywhere, or within `jitter` metres of it.',
  // Its cells are bytes.
  examples: [],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  avoidsOriginals: false,
  originals: 'none',
  domain: () => 'point',
  prove({ column }) {
    return ['point', 'geometry'].includes(column.dataType)
      ? { ok: true }
      : { ok: false, problem: `point does not fit a column of type ${column.columnType}` }
  },
  compile(_context, options) {
    const { jitter } = shape.parse(options)
    return (value, draw) => {
      const found = jitter === undefined ? null : readPoint(value)
      const [x, y] = found ? near(found, jitter!, draw) : [draw.fraction() * 360 - 180, draw.fraction() * 180 - 90]
      // Four bytes of SRID, then well-known binary: little endian, type 1 (point), x and y.
      const bytes = Buffer.alloc(25)
      bytes.write(value.slice(0, 4), 0, 'latin1')
      bytes.writeUInt8(1, 4)
      bytes.writeUInt32LE(1, 5)
      bytes.writeDoubleLE(Math.round(x * 1e5) / 1e5, 9)
      bytes.writeDoubleLE(Math.round(y * 1e5) / 1e5, 17)
      return bytes.toString('latin1')
    }
  },
}

/** Null for what is no point of degrees. */
function readPoint(value: string): readonly [x: number, y: number] | null {
  const bytes = Buffer.from(value, 'latin1')
  if (bytes.length !== 25 || bytes.readUInt8(4) !== 1 || bytes.readUInt32LE(5) !== 1) return null
  const [x, y] = [bytes.readDoubleLE(9), bytes.readDoubleLE(17)]
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null
}

/** Anywhere in a ring round the point, all of its area alike; degrees of longitude are shorter towards the poles. */
function near([x, y]: readonly [number, number], metres: number, draw: Draw): [number, number] {
  const distance = metres * Math.sqrt(0.01 + 0.99 * draw.fraction())
  const angle = 2 * Math.PI * draw.fraction()
  const north = (distance * Math.cos(angle)) / metresPerDegree
  const east = (distance * Math.sin(angle)) / (metresPerDegree * Math.max(0.01, Math.cos((y * Math.PI) / 180)))
  const turned = ((((x + east + 180) % 360) + 360) % 360) - 180
  return [turned, Math.min(90, Math.max(-90, y + north))]
}
