import { createHash } from 'node:crypto'
import bcrypt from 'bcryptjs'
import { z } from 'zod'
import type { MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from './kinds.ts'

const formats = ['bcrypt', 'md5', 'sha1', 'sha256', 'sha512', 'plain'] as const
const shape = z.strictObject({ value: z.string().min(1), hash: z.enum(formats).default('bcrypt') })
const lengths: Record<(typeof formats)[number], number> = {
  bcrypt: 60,
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha512: 128,
  plain: 0,
}
// Version and cost.
const bcryptPrefix = '$2b$10$'
const bcryptAlphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const password: Transformer = {
  name: 'password',
  summary:
    'One known staging password (`value`) for everybody, hashed once (`hash`: bcrypt, md5, sha1, sha256, sha512, plain), so that testers can log in.',
  options: shape,
  readsValue: false,
  draws: false,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => '',
  prove(context, options) {
    const { value, hash } = shape.parse(options)
    return proveAll(
      proveKind(context, ['text', 'binary'], 'password'),
      proveNotUnique(context, 'password'),
      proveLength(context, hash === 'plain' ? value.length : lengths[hash], `a ${hash} password`),
    )
  },
  example(options) {
    const { value, hash } = shape.parse(options)
    return hash === 'plain' ? value : hash === 'bcrypt' ? bcryptPrefix.padEnd(lengths.bcrypt, '.') : digest(hash, value)
  },
  compile(context, options) {
    const stored = hashPassword(context, options)
    return () => stored
  },
}

/** The stored form of the staging password. The salt comes from the key: the same key gives the same bytes each night. */
export function hashPassword(context: Pick<MaskContext, 'subkey'>, options: unknown): string {
  const { value, hash } = shape.parse(options)
  if (hash === 'plain') return value
  if (hash !== 'bcrypt') return digest(hash, value)
  const salt = [...context.subkey('password-salt').subarray(0, 22)].map((byte) => bcryptAlphabet[byte & 63]).join('')
  // The last character of a salt carries two bits only; 'e' is one of the four that are valid.
  return bcryptHash(value, `${bcryptPrefix}${salt.slice(0, 21)}e`)
}

function digest(hash: string, value: string): string {
  return createHash(hash).update(value).digest('hex')
}

const hashes = new Map<string, string>()

/** It takes a twentieth of a second, which every chunk would pay again. */
function bcryptHash(value: string, salt: string): string {
  const key = `${salt} ${value}`
  const hash = hashes.get(key) ?? bcrypt.hashSync(value, salt)
  hashes.set(key, hash)
  return hash
}
