import { z } from 'zod'
import { foldWords } from '../text/fold-words.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const shape = z.strictObject({
  value: z
    .union([z.string(), z.number(), z.boolean()])
    .meta({ description: 'What every row gets.', examples: ['unknown'] })
    .transform(String),
})

export const constant: Transformer = {
  name: 'constant',
  summary: 'The same `value` in every row; NULL stays NULL.',
  examples: [{ rule: '{ mask: constant, value: none }', type: 'varchar(40)', values: ['a note'] }],
  options: shape,
  readsValue: false,
  draws: false,
  avoidsOriginals: false,
  originals: 'text',
  domain: () => '',
  prove(context, options) {
    const { value } = shape.parse(options)
    const unique = context.unique
      ? { ok: false as const, problem: 'a constant cannot fill a unique column' }
      : { ok: true as const }
    const length =
      [...value].length <= context.maxLength
        ? { ok: true as const }
        : { ok: false as const, problem: `the value is longer than the column's ${context.maxLength} characters` }
    return proveAll(
      unique,
      length,
      proveKind(context, ['text', 'binary', 'integer', 'decimal', 'float', 'temporal', 'json'], 'constant'),
    )
  },
  compile(_context, options) {
    const { value } = shape.parse(options)
    return () => value
  },
  recogniser(_context, options) {
    const made = new Set(foldWords(shape.parse(options).value))
    return (words) => words.every((word) => made.has(word))
  },
}
