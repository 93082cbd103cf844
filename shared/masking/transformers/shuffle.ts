import { z } from 'zod'
import type { Transformer } from '../transformer.ts'

export const shuffle: Transformer = {
  name: 'shuffle',
  summary:
    'For ENUM and boolean columns: another of the column’s own values, drawn from the row’s key, so that no frequency tells which was which.',
  examples: [{ rule: 'shuffle', type: 'tinyint(1)', values: ['0', '1', '1'] }],
  options: z.strictObject({}),
  readsValue: false,
  draws: true,
  drawsFrom: 'row',
  avoidsOriginals: false,
  originals: 'none',
  domain: () => 'shuffle',
  prove({ column, unique }) {
    if (unique) return { ok: false, problem: 'shuffle cannot keep a column unique' }
    if (column.labels.length > 0 && column.kind === 'enum') return { ok: true }
    if (/^tinyint\(1\)/.test(column.columnType) || column.columnType === 'bit(1)') return { ok: true }
    return { ok: false, problem: `shuffle works on ENUM and boolean columns, not on ${column.columnType}` }
  },
  compile({ column }) {
    // ENUM columns travel as the label's number.
    if (column.kind === 'enum') return (_value, draw) => String(draw.int(column.labels.length) + 1)
    if (column.kind === 'bit') return (_value, draw) => String.fromCharCode(draw.int(2))
    return (_value, draw) => String(draw.int(2))
  },
}
