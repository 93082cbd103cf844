import type { KeyLookup } from './key-lookup.ts'
import { KeySet } from './key-set.ts'
import { count, type Meter } from './meter.ts'
import type { DatasetRequest } from './request.ts'
import type { Route } from './route.ts'
import { RowCuts } from './row-cuts.ts'
import { findCandidates } from './sample-candidates.ts'
import { lowestRanks, type Ranking, rankingOf } from './sample-rank.ts'

/** The keys of the rows asked for, and how they were chosen. */
export interface Asked {
  readonly keys: KeySet
  /** Such as `1,000 by hash out of 1,180 keys looked at`. */
  readonly how: string
}

/** Chooses the rows of `from`. The same database, request and seed choose the same rows. */
export async function askRows(request: DatasetRequest, route: Route, lookup: KeyLookup, meter: Meter): Promise<Asked> {
  const { limit, percent, sample } = request
  if (sample !== 'hash' && limit !== null) return takeOrdered(request, sample, limit, route, lookup, meter)
  if (limit === null && (percent === null || percent === 100)) return takeAll(request, route, lookup, meter)
  const ranking = await rankingOf(request, route, lookup)
  const found = await findCandidates(request, route, ranking, lookup, meter)
  return found ?? takeLowest(request, route, ranking, lookup, meter)
}

async function takeOrdered(
  request: DatasetRequest,
  from: 'first' | 'last',
  limit: number,
  route: Route,
  lookup: KeyLookup,
  meter: Meter,
): Promise<Asked> {
  const keys = new KeySet()
  for await (const key of scanKeys(request, route, { from, limit }, lookup, meter)) keys.add(key, 0, key.length)
  return { keys, how: `the ${from} ${count(keys.size)} in key order` }
}

async function takeAll(request: DatasetRequest, route: Route, lookup: KeyLookup, meter: Meter): Promise<Asked> {
  const keys = new KeySet()
  for await (const key of scanKeys(request, route, null, lookup, meter)) {
    if (keys.add(key, 0, key.length) >= meter.maxRows) meter.refuse(`${request.from} ${count(keys.size)} asked for`)
  }
  return { keys, how: request.where === null ? 'all' : `all that match where${await costOf(request, lookup)}` }
}

/** Looks at the key of every row that matches, and keeps those of the lowest ranks. */
async function takeLowest(
  request: DatasetRequest,
  route: Route,
  ranking: Ranking,
  lookup: KeyLookup,
  meter: Meter,
): Promise<Asked> {
  let looked = 0
  const lowest = lowestRanks(request.limit ?? meter.maxRows + 1)
  for await (const key of scanKeys(request, route, null, lookup, meter)) {
    looked++
    const rank = ranking.rank(key)
    if (rank < ranking.below) lowest.offer(rank, key)
  }
  const keys = lowest.take()
  const cost = await costOf(request, lookup)
  return { keys, how: `${count(keys.size)} by hash out of ${count(looked)} keys looked at${cost}` }
}

async function costOf({ from, where }: DatasetRequest, lookup: KeyLookup): Promise<string> {
  return (await lookup.readsAll(from, where)) ? `, reading all of ${from}` : ''
}

async function* scanKeys(
  { where }: DatasetRequest,
  { table, identity }: Route,
  take: { from: 'first' | 'last'; limit: number } | null,
  lookup: KeyLookup,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  const columns = identity.columns.map(({ name }) => name)
  const cuts = new RowCuts(columns.length)
  for await (const batch of lookup.scan({ table: table.name, columns, where, take })) {
    meter.check()
    let at = batch.start
    for (let row = 0; row < batch.count; row++) {
      cuts.read(batch.bytes, at)
      yield batch.bytes.subarray(at, batch.ends[row]!)
      at = batch.ends[row]!
    }
  }
}
