import { SipHash } from '../digests/siphash.ts'
import type { Draw, MaskContext } from '../transformer.ts'

type Keyed = Pick<MaskContext, 'subkey'>

/** Fewer than these are drawn as they are: two names tell nobody apart. */
const fewestOpen = 2
const mostAttempts = 16
/** Longer names are told apart by their beginning. */
const written = Buffer.alloc(512)

/**
 * Fakes keep away from real names, so that names of a public list that never come would be production's. Under a key one half of the names
 * never comes, whoever is in production: that a name is missing makes it no more than twice as likely to be somebody's. In every column,
 * domain and night the same half, as what is missing in all of several halves would tell after all.
 */
export function openNames(pool: readonly string[], context: Keyed): readonly string[] {
  const withheld = withheldUnder(context)
  const open = pool.filter((name) => !withheld.has(name))
  return open.length < fewestOpen ? pool : open
}

/** The same of what is put together of two lists: drawn until it is none that is withheld. */
export function drawOpen(make: (draw: Draw) => string, context: Keyed): (draw: Draw) => string {
  const withheld = withheldUnder(context)
  return (draw) => {
    let name = make(draw)
    for (let attempt = 1; attempt < mostAttempts && withheld.isPairWithheld(name); attempt++) name = make(draw)
    return name
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

class Withheld {
  readonly #hash: SipHash
  readonly #known = new Map<string, boolean>()

  constructor(key: Uint8Array) {
    this.#hash = new SipHash(key)
  }

  /** Of the names of a list, which are few and asked for in every chunk. */
  has(name: string): boolean {
    const known = this.#known.get(name) ?? this.isPairWithheld(name)
    this.#known.set(name, known)
    return known
  }

  isPairWithheld(name: string): boolean {
    this.#hash.hash(written, 0, written.write(name))
    return (this.#hash.lo & 1) === 1
  }
}
