import { z } from 'zod'
import type { Transformer } from '../transformer.ts'

export const keep: Transformer = {
  name: 'keep',
  summary: 'Leaves the column as it is, byte for byte.',
  examples: [{ rule: '{ keep: "public register" }', type: 'varchar(40)', values: ['Marrow & Sons'] }],
  options: z.strictObject({}),
  readsValue: false,
  draws: false,
  avoidsOriginals: false,
  originals: 'none',
  domain: () => '',
  prove: () => ({ ok: true }),
  compile: () => (value) => value,
}
