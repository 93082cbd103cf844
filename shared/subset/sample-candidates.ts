import type { KeyLookup } from './key-lookup.ts'
import { KeySet } from './key-set.ts'
import { count, type Meter } from './meter.ts'
import type { DatasetRequest } from './request.ts'
import type { Route } from './route.ts'
import type { Asked } from './sample.ts'
import { lowestRanks, type Ranking } from './sample-rank.ts'

// How many keys are tried for each one wanted, before looking at all of them is the better way.
const triesPerRow = 20
// Ranks that are no key cost no look-up, but a microsecond each.
const mostRanks = 1_000_000
const leastBatch = 32
const largestBatch = 20_000

/**
 * The sample without reading the table: the integers of the lowest ranks are looked up as keys, in the order of their ranks.
 * Null when that is not possible or takes too many tries: the caller looks at every key and comes to the same rows.
 */
export async function findCandidates(
  request: DatasetRequest,
  route: Route,
  ranking: Ranking,
  lookup: KeyLookup,
  meter: Meter,
): Promise<Asked | null> {
  const { integers, below } = ranking
  if (!integers) return null
  const { min, max, permutation } = integers
  const span = max - min + 1
  const rows = Math.max(1, route.table.rowsEstimate)
  const expected = (rows * below) / permutation.size
  const wanted = request.limit ?? Number.POSITIVE_INFINITY
  const tries = request.limit === null ? triesPerRow * expected : Math.min(triesPerRow * request.limit, rows)
  // Hardly a rank is a key, or a share of them all would be tried: then it is cheaper to look at the keys there are.
  const candidates = Math.min(tries, (Math.min(wanted, expected) * span) / rows)
  if ((candidates * permutation.size) / span > mostRanks) return null
  if (request.limit === null && (request.where !== null || (span * below) / permutation.size > tries)) return null
  const found = lowestRanks(request.limit ?? meter.maxRows + 1)
  let tried = 0
  let hits = 0
  for (let rank = 0; rank < below && hits < wanted; ) {
    if (request.limit !== null && tried >= tries) return null
    const triesPerHit = tried > 0 ? tried / Math.max(1, hits) : Math.max(1, span / rows)
    const batch = Math.ceil((Math.min(wanted, expected + 1) - hits) * 1.1 * triesPerHit)
    const keys = new KeySet()
    const most = Math.max(leastBatch, Math.min(largestBatch, batch, tries - tried))
    for (; rank < below && keys.size < most; rank++) {
      const key = permutation.keyAt(rank)
      if (key >= min && key <= max) addInteger(keys, key)
    }
    tried += keys.size
    hits += await offerExisting(request, route, ranking, keys, lookup, meter, found.offer)
  }
  const taken = found.take()
  return { keys: taken, how: `${count(taken.size)} by hash, ${count(tried)} keys tried` }
}

async function offerExisting(
  { where }: DatasetRequest,
  { table, identity }: Route,
  ranking: Ranking,
  keys: KeySet,
  lookup: KeyLookup,
  meter: Meter,
  offer: (rank: number, key: Uint8Array) => void,
): Promise<number> {
  let hits = 0
  const [column] = identity.columns
  const by = [column!.name]
  const cells = [{ column: column!.name, equals: null }]
  const fixed = { table: table.name, by, when: [], where, types: [column!], cells, limitPerKey: null, order: [] }
  for await (const batch of lookup.find({ ...fixed, keys, from: 0, to: keys.size })) {
    meter.check()
    let at = batch.start
    for (let row = 0; row < batch.count; row++) {
      const key = batch.bytes.subarray(at, batch.ends[row]!)
      offer(ranking.rank(key), key)
      hits++
      at = batch.ends[row]!
    }
  }
  return hits
}

function addInteger(keys: KeySet, value: number): void {
  const digits = String(value)
  keys.add(Buffer.from(String.fromCharCode(digits.length) + digits, 'latin1'), 0, digits.length + 1)
}
