import type { DigestSet } from '../masking/digests/digest-set.ts'
import { OriginalDigest } from '../masking/digests/original-digest.ts'
import { assertDigestedWith, type Originals } from '../masking/digests/originals.ts'
import type { OriginalsKey } from '../masking/digests/subkeys.ts'
import type { OriginalsKind } from '../masking/transformer.ts'
import type { Plan } from '../policy/plan.ts'
import { chanceFinds, type NumberCounts, numberId } from './chance.ts'
import { DigestMap } from './digest-map.ts'
import { type OriginalsCensus, placeOf } from './originals-census.ts'
import { isSurveyed } from './own-fakes.ts'
import { poolDigests } from './pool-digests.ts'
import type { IndexedColumn, Recognised, Sighting } from './scan.ts'
import { isLeak } from './severity.ts'

// Where a value belongs to several columns, it counts as what it is in the strictest.
const strictestFirst: readonly OriginalsKind[] = ['identifying', 'name', 'text', 'common', 'none']

/** What is known of a digest that was sighted: the column whose real value it is, and all columns that hold it; null and none where it is none. */
export interface KnownDigest {
  readonly hi: number
  readonly lo: number
  readonly column: RecognisedColumn | null
  readonly places: readonly string[]
}

/** Tells which sightings are originals, and of which column: it meets all originals once more, and keeps those that were sighted. */
export class Recognition {
  readonly #key: OriginalsKey
  readonly #census: OriginalsCensus
  readonly #known = new DigestMap<{ column: RecognisedColumn | null; readonly places: Set<string>; isLearnt?: true }>()
  readonly #surveyed: ReadonlySet<string>
  readonly #makePool: () => DigestSet
  #pool: DigestSet | null = null

  constructor(
    plan: Pick<Plan, 'tables' | 'locale'>,
    key: OriginalsKey,
    census: OriginalsCensus,
    sightings: readonly Sighting[],
  ) {
    this.#key = key
    this.#census = census
    this.#makePool = () => poolDigests(plan, new OriginalDigest(key))
    this.#surveyed = new Set(
      plan.tables.flatMap(({ table, columns }) =>
        columns.filter(isSurveyed).map(({ column }) => placeOf({ table, column })),
      ),
    )
    for (const { hi, lo } of sightings)
      if (!this.#known.get(hi, lo)) this.#known.add(hi, lo, { column: null, places: new Set() })
  }

  add(originals: readonly Originals[]): void {
    for (const entry of originals) {
      const place = placeOf(entry)
      assertDigestedWith(this.#key, entry, place)
      const column = { place, kind: this.#census.kindOf(entry), ruleKind: entry.kind }
      const { digests } = entry
      for (let at = 0; at < digests.length; at += 2) {
        const known = this.#known.get(digests[at]!, digests[at + 1]!)
        known?.places.add(place)
        if (known && (!known.column || isStricter(column, known.column))) known.column = column
      }
    }
  }

  /** Takes over what an earlier run told that met the very same originals. */
  learn(told: readonly KnownDigest[]): void {
    for (const { hi, lo, column, places } of told) {
      const known = this.#known.get(hi, lo)
      if (known) Object.assign(known, { column, places: new Set(places), isLearnt: true })
    }
  }

  /** Whether all that is to be known of these was learnt. */
  hasLearnt(sightings: readonly Sighting[]): boolean {
    return sightings.every(({ hi, lo }) => this.#known.get(hi, lo)?.isLearnt)
  }

  /** What is known of these, each digest once. */
  told(sightings: readonly Sighting[]): KnownDigest[] {
    const different = new Map(sightings.map(({ hi, lo }) => [`${hi} ${lo}`, { hi, lo }]))
    return [...different.values()].map(({ hi, lo }) => {
      const { column = null, places = [] } = this.#known.get(hi, lo) ?? {}
      return { hi, lo, column, places: [...places] }
    })
  }

  /** Those that are a real value, each with what it is; `counts` are all numbers that were looked up where they were sighted. */
  recognised(sightings: readonly Sighting[], counts: NumberCounts = []): Recognised[] {
    const known = sightings.flatMap((sighting): Recognised[] => {
      const { hi, lo, masked, words, length, hasDigit } = sighting
      const { column, places } = this.#known.get(hi, lo) ?? {}
      if (!column) return []
      const { place: of, kind, ruleKind } = column
      const inPool = () => this.#isInPool(hi, lo)
      const isOwnFake =
        masked && sighting.drawable && !(this.#surveyed.has(sighting.place) && places?.has(sighting.place))
      const leak = !isOwnFake && isLeak({ kind, words, length, hasDigit, inMaskedColumn: masked, inPool })
      return [{ ...sighting, of, kind, ruleKind, leak }]
    })
    const byChance = chanceFinds(known, counts, this.#census.numbers)
    if (byChance.size === 0) return known
    return known.map((value) =>
      value.number && byChance.has(numberId(value)) ? { ...value, leak: false, byChance: true as const } : value,
    )
  }

  #isInPool(hi: number, lo: number): boolean {
    this.#pool ??= this.#makePool()
    return this.#pool.has(hi, lo)
  }
}

interface RecognisedColumn extends IndexedColumn {
  readonly ruleKind: OriginalsKind
}

function isStricter(a: IndexedColumn, b: IndexedColumn): boolean {
  return strictestFirst.indexOf(a.kind) < strictestFirst.indexOf(b.kind)
}
