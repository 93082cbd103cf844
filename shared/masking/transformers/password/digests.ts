import { createHash } from 'node:crypto'
import type { HashOptions, PasswordScheme } from './scheme.ts'
import { withoutHeader } from './scheme.ts'

/** A digest in hexadecimal and nothing else; with a salt where the application keeps one in another column. */
function digest(algorithm: string, length: number): PasswordScheme {
  const pattern = new RegExp(`^[0-9a-f]{${length}}$`, 'i')
  return {
    name: algorithm,
    ...withoutHeader,
    headerOf: (stored) => (pattern.test(stored) ? '' : null),
    lengthOf: () => length,
    hash: (password, { order, salt }) => digestOf(password, { algorithm, order, salt }),
  }
}

export function digestOf(
  password: string,
  { algorithm, order, salt }: Pick<HashOptions, 'order' | 'salt'> & { readonly algorithm: string },
): string {
  const parts = order === 'salt-first' ? [salt ?? '', password] : [password, salt ?? '']
  return createHash(algorithm).update(parts.join('')).digest('hex')
}

export const md5 = digest('md5', 32)
export const sha1 = digest('sha1', 40)
export const sha256 = digest('sha256', 64)
export const sha512 = digest('sha512', 128)
