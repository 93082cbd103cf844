import { z } from 'zod'
import { foldWords } from '../text/fold-words.ts'
import type { Draw, MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'
import { firstNames } from './pools.ts'

// Domains that can never receive mail: RFC 2606 and RFC 6761.
const reserved = /(^|\.)(example\.(com|net|org)|example|test|invalid)$/
const shape = z.strictObject({
  at: z
    .string()
    .regex(reserved, 'has to be reserved: example.com, example.net, example.org, or below .example, .test or .invalid')
    .meta({ description: 'The mail domain, a reserved one, so that no mail ever arrives.', examples: ['qa.example'] })
    .optional(),
})
const domains = ['example.com', 'example.net', 'example.org']
const tagLength = 13
const shortestTag = 8

export const email: Transformer = {
  name: 'email',
  summary: 'An address at a reserved domain: a first name and a 65-bit tag, so that unique columns stay unique.',
  examples: [
    { rule: 'email', type: 'varchar(80)', values: ['quill@marrow.test'] },
    { rule: '{ mask: email, at: qa.example }', type: 'varchar(80)', values: ['quill@marrow.test'] },
  ],
  options: shape,
  readsValue: false,
  draws: true,
  tagged: () => true,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => 'email',
  prove(context, options) {
    const room = tagRoom(context, options)
    const needed = longestDomain(options) + 1 + shortestTag
    return proveAll(
      proveKind(context, ['text', 'binary'], 'email'),
      proveLength(context, needed, 'email'),
      proveUnique(context, room * 5, 'email'),
    )
  },
  compile(context, options) {
    const { at } = shape.parse(options)
    const tag = tagRoom(context, options)
    const room = context.maxLength - longestDomain(options) - 1 - tag
    const first = asciiNames(firstNames('en'))
    return (_value, draw) =>
      `${localName(draw, first, room)}${draw.tag(tag)}@${at ?? domains[draw.int(domains.length)]}`
  },
  // With the tag no phrase of an address is anybody else's.
  recogniser(_context, options) {
    const made = new Set([shape.parse(options).at ?? domains].flat().flatMap(foldWords))
    return (words) => words.every((word) => made.has(word))
  },
}

// A first name alone: with a last name beside it, one address in some thousands would name a real person of the source.
function localName(draw: Draw, first: readonly string[], room: number): string {
  const name = `${first[draw.int(first.length)]}.`
  return name.length <= room ? name : ''
}

function tagRoom(context: MaskContext, options: unknown): number {
  return Math.max(0, Math.min(tagLength, context.maxLength - longestDomain(options) - 1))
}

function longestDomain(options: unknown): number {
  return (shape.parse(options).at ?? domains[0]!).length
}

const ascii = new WeakMap<readonly string[], readonly string[]>()

function asciiNames(names: readonly string[]): readonly string[] {
  const before = ascii.get(names)
  if (before) return before
  const some = names.map((name) => name.toLowerCase()).filter((name) => /^[a-z]+$/.test(name))
  ascii.set(names, some)
  return some
}
