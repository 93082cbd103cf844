import { SipHash } from '../masking/digests/siphash.ts'
import type { KeyLookup } from './key-lookup.ts'
import { KeySet } from './key-set.ts'
import { hashRank, KeyPermutation, sampleKey } from './permutation.ts'
import type { DatasetRequest } from './request.ts'
import type { Route } from './route.ts'

/** How the keys of a table are ranked for a sample: keyed, so that neighbours are not neighbours. */
export interface Ranking {
  rank(key: Uint8Array): number
  /** Keys of this rank and above are out: the percentage. */
  readonly below: number
  /** Integer keys can be found by their rank; null for others. */
  readonly integers: { readonly permutation: KeyPermutation; readonly min: number; readonly max: number } | null
}

/** Integer keys are ranked by a permutation, others (and negative ones) by a hash. */
export async function rankingOf(request: DatasetRequest, route: Route, lookup: KeyLookup): Promise<Ranking> {
  const share = (request.percent ?? 100) / 100
  const key = sampleKey(request.from, request.sampleSeed)
  const range = await integerRange(route, lookup)
  if (range) {
    const permutation = new KeyPermutation(key, range.max)
    const rank = (bytes: Uint8Array) => permutation.rankOf(Number(digits(bytes)))
    return { rank, below: share * permutation.size, integers: { permutation, ...range } }
  }
  const sip = new SipHash(key)
  return { rank: (bytes) => hashRank(sip, bytes), below: share * 2 ** 53, integers: null }
}

/** The keys of the `limit` lowest ranks among those offered. */
export function lowestRanks(limit: number) {
  const slack = Math.max(1000, limit)
  let kept: { rank: number; key: Uint8Array }[] = []
  let ceiling = Number.POSITIVE_INFINITY
  const prune = () => {
    // Ranks of hashed keys can be equal, though hardly ever: then the bytes decide.
    kept.sort((a, b) => a.rank - b.rank || Buffer.compare(a.key, b.key))
    kept = kept.slice(0, limit)
    if (kept.length === limit) ceiling = kept.at(-1)!.rank
  }
  return {
    offer(rank: number, key: Uint8Array): void {
      if (rank > ceiling) return
      // A copy: the slice of a Buffer would be a view of bytes that the next batch replaces.
      kept.push({ rank, key: Uint8Array.from(key) })
      if (kept.length >= limit + slack) prune()
    },
    take(): KeySet {
      prune()
      const keys = new KeySet()
      for (const { key } of kept) keys.add(key, 0, key.length)
      return keys
    },
  }
}

const largestRanked = 2 ** 50

async function integerRange(
  { table, identity }: Route,
  lookup: KeyLookup,
): Promise<{ min: number; max: number } | null> {
  const [column, second] = identity.columns
  if (column?.kind !== 'integer' || second) return null
  const range = await lookup.keyRange(table.name, column.name)
  if (!range || range.min.startsWith('-') || Number(range.max) > largestRanked) return null
  return { min: Number(range.min), max: Number(range.max) }
}

function digits(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset + 1, key.length - 1).toString('latin1')
}
