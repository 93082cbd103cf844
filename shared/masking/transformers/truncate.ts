import { z } from 'zod'
import type { Transformer } from '../transformer.ts'
import { proveKind } from './kinds.ts'

const shape = z.strictObject({
  length: z
    .number()
    .int()
    .min(1)
    .max(64)
    .meta({ description: 'Characters from the beginning that stay.', examples: [2] }),
})

export const truncate: Transformer = {
  name: 'truncate',
  summary:
    'The first `length` characters stay, behind them digits become 0 and letters x: the region of a postal code, the area of a phone number. A value that is no longer than that is replaced as a whole.',
  examples: [{ rule: '{ mask: truncate, length: 2 }', type: 'varchar(10)', values: ['SW1A 1AA'] }],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: false,
  avoidsOriginals: false,
  originals: 'common',
  domain: () => '',
  prove: (context) =>
    context.unique
      ? { ok: false, problem: 'truncate makes different values alike, and the column is unique' }
      : proveKind(context, ['text'], 'truncate'),
  compile(_context, options) {
    const { length: keep } = shape.parse(options)
    return (value) => {
      const signs = [...value]
      const kept = signs.length > keep ? keep : 0
      return signs.map((sign, at) => (at < kept ? sign : blank(sign))).join('')
    }
  },
}

function blank(sign: string): string {
  if (/\p{Nd}/u.test(sign)) return '0'
  return /\p{L}/u.test(sign) ? 'x' : sign
}
