import { messageStart, SipHash } from '../digests/siphash.ts'
import type { Draw, MaskContext } from '../transformer.ts'
import { attemptsAtPool, type Names } from './composed-names.ts'

type Keyed = Pick<MaskContext, 'subkey'>

/** Fewer than these are drawn as they are: two names tell nobody apart. */
const fewestOpen = 2
const mostAttempts = 16
const blank = 0x20

/**
 * Fakes keep away from real names, so that names of a public list that never come would be production's. Under a key one half of the names
 * never comes, whoever is in production: that a name is missing makes it no more than twice as likely to be somebody's. In every column,
 * domain and night the same half, as what is missing in all of several halves would tell after all.
 */
export function openNames(pool: readonly string[], context: Keyed): readonly string[] {
  return withheldUnder(context).openOf(pool)
}

/** The same of first and last names: drawn together until it is none that is withheld. */
export function drawOpen(first: Names, last: Names, context: Keyed): (draw: Draw) => string {
  const withheld = withheldUnder(context)
  // A name is told by its two places in the lists before it is written: every other one is not.
  const [firsts, lasts] = [spellingsOf(first.pool), spellingsOf(last.pool)]
  const compose = (draw: Draw) => {
    let name = ''
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      name = `${first.draw(draw)} ${last.draw(draw)}`
      if (!withheld.isWithheld(name)) break
    }
    return name
  }
  return (draw) => {
    if (draw.attempt >= attemptsAtPool) return compose(draw)
    let [one, other] = [0, 0]
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      one = draw.int(first.pool.length)
      other = draw.int(last.pool.length)
      if (!withheld.isPairWithheld(firsts, one, lasts, other)) break
    }
    return `${first.pool[one]} ${last.pool[other]}`
  }
}

function withheldUnder({ subkey }: Keyed): Withheld {
  const key = subkey('withheld-names', 'everywhere')
  const id = Buffer.from(key).toString('hex')
  // One key a process, but for tests.
  if (last?.id !== id) last = { id, withheld: new Withheld(key) }
  return last.withheld
}

let last: { readonly id: string; readonly withheld: Withheld } | null = null

/** The UTF-8 bytes of a list's names behind each other. */
interface Spellings {
  readonly bytes: Uint8Array
  /** Where each begins, and where the last one ends. */
  readonly starts: Uint32Array
}

const spelled = new WeakMap<readonly string[], Spellings>()

function spellingsOf(pool: readonly string[]): Spellings {
  const before = spelled.get(pool)
  if (before) return before
  const starts = new Uint32Array(pool.length + 1)
  for (const [at, name] of pool.entries()) starts[at + 1] = starts[at]! + Buffer.byteLength(name)
  const spellings = { bytes: Buffer.from(pool.join('')), starts }
  spelled.set(pool, spellings)
  return spellings
}

class Withheld {
  readonly #hash: SipHash
  readonly #open = new WeakMap<readonly string[], readonly string[]>()

  constructor(key: Uint8Array) {
    this.#hash = new SipHash(key)
  }

  /** Of a list, which every chunk asks for; all of it where hardly any would be left. */
  openOf(pool: readonly string[]): readonly string[] {
    const known = this.#open.get(pool)
    if (known) return known
    const open = pool.filter((name) => !this.isWithheld(name))
    const drawn = open.length < fewestOpen ? pool : open
    this.#open.set(pool, drawn)
    return drawn
  }

  isWithheld(name: string): boolean {
    const bytes = Buffer.from(name)
    this.#hash.hash(bytes, 0, bytes.length)
    return (this.#hash.lo & 1) === 1
  }

  /** The same as `isWithheld` of the two names with a blank between them. */
  isPairWithheld(firsts: Spellings, first: number, lasts: Spellings, last: number): boolean {
    const hash = this.#hash
    const middle = this.#take(firsts, first, messageStart)
    hash.bytes[middle] = blank
    hash.hashHere(messageStart, this.#take(lasts, last, middle + 1))
    return (hash.lo & 1) === 1
  }

  /** Copies a name to where it is hashed; where it ends there. */
  #take({ bytes, starts }: Spellings, place: number, to: number): number {
    const [start, end] = [starts[place]!, starts[place + 1]!]
    this.#hash.reserve(to + end - start + 1 - messageStart)
    const target = this.#hash.bytes
    for (let at = start; at < end; at++) target[to + at - start] = bytes[at]!
    return to + end - start
  }
}
