import { z } from 'zod'
import type { Transformer } from '../transformer.ts'

export const point: Transformer = {
  name: 'point',
  summary: 'For spatial columns: another point, anywhere, with the SRID of the one it replaces.',
  options: z.strictObject({}),
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
  compile() {
    return (value, draw) => {
      // Four bytes of SRID, then well-known binary: little endian, type 1 (point), x and y.
      const bytes = Buffer.alloc(25)
      bytes.write(value.slice(0, 4), 0, 'latin1')
      bytes.writeUInt8(1, 4)
      bytes.writeUInt32LE(1, 5)
      bytes.writeDoubleLE(Math.round((draw.fraction() * 360 - 180) * 1e5) / 1e5, 9)
      bytes.writeDoubleLE(Math.round((draw.fraction() * 180 - 90) * 1e5) / 1e5, 17)
      return bytes.toString('latin1')
    }
  },
}
