import { z } from 'zod'
import { foldWords } from '../../text/fold-words.ts'
import type { MaskContext, Transformer } from '../../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from '../kinds.ts'
import type { Order, PasswordScheme } from './scheme.ts'
import { schemes } from './schemes.ts'

const withSaltElsewhere = ['md5', 'sha1', 'sha256', 'sha512']
const shape = z.strictObject({
  value: z
    .string()
    .min(1)
    .meta({ description: 'The password of everybody on staging.', examples: ['staging-only'] }),
  hash: z
    .enum([...schemes.keys()] as [string, ...string[]])
    .meta({ description: 'How the application stores passwords.', examples: ['bcrypt'] })
    .default('bcrypt'),
  header: z
    .string()
    .meta({ description: 'What its hashes begin with: algorithm and cost.', examples: ['$2y$12$'] })
    .optional(),
  salt: z
    .string()
    .min(1)
    .meta({
      description:
        'The salt of everybody, where the application keeps salts in another column: that one is a `constant` with this value.',
      examples: ['0f1e2d3c'],
    })
    .optional(),
  order: z
    .enum(['salt-first', 'password-first'])
    .meta({ description: 'Where the salt stands: only what `hash` leaves open.', examples: ['salt-first'] })
    .optional(),
})

export const password: Transformer = {
  name: 'password',
  summary:
    'One known staging password (`value`) for everybody, hashed once as the application does it (`hash`, `header`, `salt`, `order`), so that testers can log in. Accounts marked by `!` or `*` stay locked.',
  examples: [{ rule: '{ mask: password, value: staging-only, hash: plain }', type: 'varchar(60)', values: ['x'] }],
  options: shape,
  readsValue: true,
  draws: false,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => '',
  prove(context, options) {
    const { value, hash, salt, order } = shape.parse(options)
    const { scheme, header } = read(options)
    if (!scheme.takes(header))
      return {
        ok: false,
        problem: `the header is none of ${hash}, or its cost is higher than needed to log in: ${scheme.standardHeader === '' ? 'leave it out' : `write it as in ${scheme.standardHeader}`}`,
      }
    if (salt !== undefined && !withSaltElsewhere.includes(hash))
      return { ok: false, problem: `${hash} makes salts of its own: salt is for ${withSaltElsewhere.join(', ')}` }
    if (order !== undefined && salt === undefined && hash !== 'salted')
      return { ok: false, problem: 'order says where a salt stands, and there is none' }
    return proveAll(
      proveKind(context, ['text', 'binary'], 'password'),
      proveNotUnique(context, 'password'),
      proveLength(context, hash === 'plain' ? value.length : scheme.lengthOf(header), `a ${hash} password`),
    )
  },
  example(options) {
    const { value } = shape.parse(options)
    const { scheme, header } = read(options)
    return scheme.name === 'plain' ? value : header.padEnd(scheme.lengthOf(header), '0')
  },
  compile(context, options) {
    const stored = hashPassword(context, options)
    return (value) => lockOf(value) ?? stored
  },
  // The hash itself takes a key, which the leak check does not have; it is nobody's phrase.
  recogniser(_context, options) {
    const made = new Set([...foldWords(shape.parse(options).value), ...foldWords(read(options).header), 'lk', 'np'])
    return (words) => words.every((word) => made.has(word))
  },
}

/** How Unix, Django and others mark an account that nobody can log in to; null for every other value. */
function lockOf(value: string): string | null {
  if (value.startsWith('!')) return '!'
  return /^\*(LK\*|NP\*)?$/.test(value) ? value : null
}

function read(options: unknown): { readonly scheme: PasswordScheme; readonly header: string } {
  const { hash, header } = shape.parse(options)
  const scheme = schemes.get(hash)!
  return { scheme, header: header ?? scheme.standardHeader }
}

const hashes = new Map<string, string>()

/** The stored form of the staging password. The salt comes from the key: the same key gives the same bytes each night. */
export function hashPassword({ subkey }: Pick<MaskContext, 'subkey'>, options: unknown): string {
  const { value, salt = null, order = 'salt-first' } = shape.parse(options)
  const { scheme, header } = read(options)
  const random = subkey('password-salt')
  // It takes a while, which every chunk would pay again.
  const name = JSON.stringify([scheme.name, header, value, salt, order, Buffer.from(random).toString('base64')])
  const hash = hashes.get(name) ?? scheme.hash(value, { header, order: order as Order, salt, random })
  hashes.set(name, hash)
  return hash
}
