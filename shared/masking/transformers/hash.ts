import { z } from 'zod'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

const shape = z.strictObject({
  length: z
    .number()
    .int()
    .min(8)
    .max(64)
    .meta({ description: 'Characters of the digest, 5 bits each.', examples: [16] })
    .default(26),
})
const bitsPerCharacter = 5

export const hash: Transformer = {
  name: 'hash',
  summary: 'A keyed digest in base32, `length` characters (26) or what the column takes.',
  examples: [
    { rule: 'hash', type: 'varchar(40)', values: ['Quill Marrow'] },
    { rule: '{ mask: hash, length: 8 }', type: 'varchar(40)', values: ['Quill Marrow'] },
  ],
  options: shape,
  readsValue: false,
  draws: true,
  tagged: () => true,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => 'hash',
  prove(context, options) {
    const length = lengthOf(context.maxLength, options)
    return proveAll(
      proveKind(context, ['text', 'binary'], 'hash'),
      proveLength(context, 8, 'hash'),
      proveUnique(context, length * bitsPerCharacter, 'hash'),
    )
  },
  compile(context, options) {
    const length = lengthOf(context.maxLength, options)
    return (_value, draw) => draw.tag(length)
  },
  recogniser(context, options) {
    const length = lengthOf(context.maxLength, options)
    return (words) => words.every((word) => word.length === length && /^[0-9a-hjkmnp-tv-z]+$/.test(word))
  },
}

function lengthOf(maxLength: number, options: unknown): number {
  return Math.min(shape.parse(options).length, maxLength)
}
