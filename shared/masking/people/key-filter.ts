import { WordList } from './word-list.ts'

/** What few different keys are asked of fits beside the rest into the cache of a core: half a megabyte. */
const usualBits = 2 ** 22
const mostBits = 2 ** 31
const bitsForKey = 16
/** Fewer keys of one chunk are written down as they come. */
const fewKeys = 4096

/** Two bits for each key of 32 bits: a key that was added is always found, others sometimes, too. */
export class KeyFilter {
  readonly shared: SharedArrayBuffer
  readonly #words: Int32Array
  readonly #mask: number

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(usualBits / 8)) {
    this.shared = shared
    this.#words = new Int32Array(shared)
    this.#mask = this.#words.length * 32 - 1
  }

  /** For so many keys that are mostly different. */
  static of(keys: number): KeyFilter {
    const bits = 2 ** Math.ceil(Math.log2(Math.max(64, keys * bitsForKey)))
    return new KeyFilter(new SharedArrayBuffer(Math.min(mostBits, bits) / 8))
  }

  has(key: number): boolean {
    const words = this.#words
    const first = key & this.#mask
    // Of most keys this tells it, and a second place in memory need not be fetched.
    if (((words[first >>> 5]! >>> (first & 31)) & 1) === 0) return false
    const second = secondBit(key) & this.#mask
    return ((words[second >>> 5]! >>> (second & 31)) & 1) === 1
  }

  /** False where it was found before, and another filter of this size that has all the others would find it as well. */
  add(key: number): boolean {
    const words = this.#words
    const [first, second] = [key & this.#mask, secondBit(key) & this.#mask]
    const [atFirst, atSecond] = [first >>> 5, second >>> 5]
    const [ofFirst, ofSecond] = [1 << (first & 31), 1 << (second & 31)]
    if ((words[atFirst]! & ofFirst) !== 0 && (words[atSecond]! & ofSecond) !== 0) return false
    words[atFirst]! |= ofFirst
    words[atSecond]! |= ofSecond
    return true
  }

  addAll({ buffer, byteOffset, length }: Uint32Array): void {
    // As the machine has them, with a sign: others would be objects until this is compiled.
    const keys = new Int32Array(buffer, byteOffset, length)
    for (let at = 0; at < length; at++) this.add(keys[at]!)
  }
}

/** Keys for a filter of the usual size, nearly each of them once. */
export class KeyList {
  readonly #keys: WordList
  #known: KeyFilter | null = null

  constructor(expected = 0) {
    this.#keys = new WordList(expected)
  }

  add(key: number): void {
    if (this.#known !== null) {
      if (this.#known.add(key)) this.#keys.add(key)
      return
    }
    this.#keys.add(key)
    if (this.#keys.length < fewKeys) return
    this.#known = new KeyFilter()
    this.#known.addAll(this.#keys.all())
  }

  /** Valid until the next one is added. */
  all(): Uint32Array {
    return this.#keys.all()
  }
}

function secondBit(key: number): number {
  const mixed = Math.imul(key, 0xcc9e2d51)
  return mixed ^ (mixed >>> 16)
}
