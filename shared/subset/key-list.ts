import type { Column } from '../schema/schema.ts'
import type { KeySet, Keys } from './key-set.ts'

/** The keys of one table of a dataset, sorted, in shared memory: worker threads read one copy. Never written anywhere. */
export class KeyList implements Keys {
  readonly shared: SharedKeys
  readonly #bytes: Uint8Array
  readonly #ends: Uint32Array

  constructor(shared: SharedKeys) {
    this.shared = shared
    this.#bytes = new Uint8Array(shared.bytes)
    this.#ends = new Uint32Array(shared.ends)
  }

  get size(): number {
    return this.#ends.length
  }

  at(index: number): Uint8Array {
    return this.#bytes.subarray(index === 0 ? 0 : this.#ends[index - 1], this.#ends[index])
  }
}

/** What crosses to another thread. */
export interface SharedKeys {
  readonly columns: readonly string[]
  readonly bytes: SharedArrayBuffer
  readonly ends: SharedArrayBuffer
}

/** Sorts the keys, integers in the server's own order: so rows come in the order in which a table is read as a whole. */
export function sealKeys(columns: readonly Column[], keys: KeySet): KeyList {
  const order = Uint32Array.from({ length: keys.size }, (_, index) => index)
  const compare = columns.every(({ kind }) => kind === 'integer') ? compareIntegers : Buffer.compare
  order.sort((a, b) => compare(keys.at(a), keys.at(b)))
  const bytes = new SharedArrayBuffer(keys.byteLength)
  const ends = new SharedArrayBuffer(keys.size * Uint32Array.BYTES_PER_ELEMENT)
  const bytesView = new Uint8Array(bytes)
  const endsView = new Uint32Array(ends)
  let end = 0
  for (const [at, index] of order.entries()) {
    const key = keys.at(index)
    bytesView.set(key, end)
    end += key.length
    endsView[at] = end
  }
  return new KeyList({ columns: columns.map(({ name }) => name), bytes, ends })
}

const minus = 0x2d

/** By cell: digits with their length in front compare as numbers, those of negative numbers the other way round. */
function compareIntegers(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length; at += a[at]! + 1) {
    const negative = a[at + 1] === minus
    if (negative !== (b[at + 1] === minus)) return negative ? -1 : 1
    const order = compareDigits(a, b, at)
    if (order !== 0) return negative ? -order : order
  }
  return 0
}

function compareDigits(a: Uint8Array, b: Uint8Array, start: number): number {
  for (let at = start; at <= start + a[start]!; at++) if (a[at] !== b[at]) return a[at]! - b[at]!
  return 0
}
