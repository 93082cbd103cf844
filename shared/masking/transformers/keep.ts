import { z } from 'zod'
import type { Transformer } from '../transformer.ts'

export const keep: Transformer = {
  name: 'keep',
  summary: 'Leaves the column as it is, byte for byte.',
  options: z.strictObject({}),
  readsValue: false,
  draws: false,
  avoidsOriginals: false,
  originals: 'none',
  domain: () => '',
  prove: () => ({ ok: true }),
  compile: () => (value) => value,
}
