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

/** Sorts by bytes; with their length in front, integers that are not negative come in numeric order. */
export function sealKeys(columns: readonly string[], keys: KeySet): KeyList {
  const order = Uint32Array.from({ length: keys.size }, (_, index) => index)
  order.sort((a, b) => Buffer.compare(keys.at(a), keys.at(b)))
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
  return new KeyList({ columns, bytes, ends })
}
