import { z } from 'zod'
import type { Transformer } from '../transformer.ts'

export const toNull: Transformer = {
  name: 'null',
  summary: 'Stores NULL.',
  examples: [{ rule: '"null"', type: 'varchar(40)', values: ['a note'] }],
  options: z.strictObject({}),
  readsValue: false,
  draws: false,
  avoidsOriginals: false,
  originals: 'text',
  domain: () => '',
  prove: ({ column }) =>
    column.nullable ? { ok: true } : { ok: false, problem: 'the column is NOT NULL; use constant' },
  compile: () => () => null,
}
