import { createHash } from 'node:crypto'
import { cryptBase64 } from './base64-of-crypt.ts'

const rounds = 1000

/** MD5 crypt of Poul-Henning Kamp (FreeBSD, 1994), and Apache's variant of it: 22 characters of the crypt alphabet. */
export function md5Crypt(password: string, salt: string, variant: string): string {
  const key = Buffer.from(password)
  const digest = (...parts: readonly (string | Uint8Array)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest()
  const inner = digest(key, salt, key)
  // For each bit of the length, the lowest first: a zero byte, or the first one of the password.
  const bits = Array.from({ length: 32 - Math.clz32(key.length) }, (_, bit) =>
    (key.length >> bit) & 1 ? Buffer.of(0) : key.subarray(0, 1),
  )
  let hash = digest(key, `$${variant}$`, salt, repeated(inner, key.length), ...bits)
  for (let round = 0; round < rounds; round++)
    hash = digest(round % 2 ? key : hash, round % 3 ? salt : '', round % 7 ? key : '', round % 2 ? hash : key)
  return cryptBase64(Uint8Array.from(order, (at) => hash[at]!))
}

const order = [12, 6, 0, 13, 7, 1, 14, 8, 2, 15, 9, 3, 5, 10, 4, 11]

/** So many bytes of a digest that starts again at its end. */
export function repeated(digest: Uint8Array, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, at) => digest[at % digest.length]!))
}
