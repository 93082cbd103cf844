import { createHash } from 'node:crypto'
import { cryptBase64 } from './base64-of-crypt.ts'
import { repeated } from './md5-crypt.ts'

/** SHA crypt of Ulrich Drepper (Unix crypt using SHA-256 and SHA-512, 2007): variants 5 and 6. */
export function shaCrypt(password: string, salt: string, variant: '5' | '6', rounds: number): string {
  const [algorithm, order] = variant === '5' ? (['sha256', order256] as const) : (['sha512', order512] as const)
  const key = Buffer.from(password)
  const digest = (...parts: readonly (string | Uint8Array)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest()
  const inner = digest(key, salt, key)
  // For each bit of the length, the lowest first.
  const bits = Array.from({ length: 32 - Math.clz32(key.length) }, (_, bit) => ((key.length >> bit) & 1 ? inner : key))
  let hash = digest(key, salt, repeated(inner, key.length), ...bits)
  const p = repeated(digest(...Array.from(key, () => key)), key.length)
  const s = repeated(digest(...Array.from({ length: 16 + hash[0]! }, () => salt)), salt.length)
  for (let round = 0; round < rounds; round++)
    hash = digest(round % 2 ? p : hash, round % 3 ? s : '', round % 7 ? p : '', round % 2 ? hash : p)
  return cryptBase64(Uint8Array.from(order, (at) => hash[at]!))
}

/** The bytes of each group of three as cryptBase64 takes them, the last one of the published order first. */
function orderOf(size: number, step: number, lanes: number, rest: readonly number[]): number[] {
  const groups = Array.from({ length: Math.floor(size / 3) }, (_, group) => {
    const start = (group * step) % size
    return Array.from({ length: 3 }, (_, lane) => (start + (2 - lane) * lanes) % size)
  })
  return [...groups.flat(), ...rest]
}

const order256 = orderOf(30, 21, 10, [30, 31])
const order512 = orderOf(63, 22, 21, [63])
