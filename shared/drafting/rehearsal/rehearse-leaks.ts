import { OriginalDigest } from '../../masking/digests/original-digest.ts'
import type { OriginalsKey } from '../../masking/digests/subkeys.ts'
import { charsetOf } from '../../masking/text/charset.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import { type CommonWords, isCommon } from '../../policy/detection/names/common-words.ts'
import type { Draft } from '../../policy/draft.ts'
import type { Plan } from '../../policy/plan.ts'
import type { ColumnRef } from '../../policy/resolving/reference-groups.ts'
import type { Schema } from '../../schema/schema.ts'
import type { NumberCounts } from '../../verification/chance.ts'
import { mergeRecognised } from '../../verification/coincidences.ts'
import { crowdsOf, isCrowd } from '../../verification/crowds.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import { OriginalsCensus } from '../../verification/originals-census.ts'
import { OriginalsIndex } from '../../verification/originals-index.ts'
import { Recognition } from '../../verification/recognition.ts'
import type { Recognised, Sighting } from '../../verification/scan.ts'
import { type Definition, scanDefinitions } from '../../verification/scan-definitions.ts'
import { isTableOfPeople } from '../../verification/tables-of-people.ts'
import { textBatch } from '../../verification/text-batch.ts'
import { rehearseOriginals } from './rehearse-originals.ts'
import { keptCells } from './rehearsed-cells.ts'

/** A kept column in which samples hold real values of masked ones. */
export interface Echo extends ColumnRef {
  /** What would be refused, each value once. */
  readonly leaks: readonly Recognised[]
  /** Whether all of them are whole cells of common words and nothing else. */
  readonly common: boolean
  /** Whether they are single names, or words that many share, and too many of them. */
  readonly crowd: boolean
  /** Cells that hold something, and how many of them differ. */
  readonly cells: number
  readonly distinct: number
  /** Of a rule by row: what the deciding column holds in these rows, and their cells. */
  readonly match?: string
  /** Whether its addresses and numbers were replaced already. */
  readonly redacted?: boolean
  readonly inside?: true
  /** Of structured values, the path at which it is. */
  readonly path?: string
  /** Of a rule by row and of a path: its cells. */
  readonly values?: readonly string[]
}

export interface Rehearsal {
  readonly echoes: readonly Echo[]
  /** What would be refused in definitions, and whether its literals are all common words. */
  readonly definitions: readonly { readonly leak: Recognised; readonly common: boolean }[]
}

type Drafted = Pick<Draft, 'locale' | 'settings'> & { readonly plans: Plan['tables'] }

/** What a run's leak check would refuse to publish if the samples were the source. */
export function rehearseLeaks(
  schema: Schema,
  samples: Samples,
  { plans, locale, settings }: Drafted,
  key: OriginalsKey,
  words: CommonWords,
  definitions: readonly Definition[],
): Rehearsal {
  const originals = rehearseOriginals(schema, samples, plans, key)
  const census = new OriginalsCensus()
  census.add(originals)
  const index = new OriginalsIndex(census, [], key)
  index.add(originals)
  const scanned = keptCells(schema, samples, { plans, settings }).map(
    ({ table, column, match, redacted, inside, path, cells: all }) => {
      const cells = all.filter((cell) => cell !== null && cell.trim() !== '') as string[]
      const scanner = new LeakScanner(table, [{ column, masked: false, searched: true }], index.shared, key)
      scanner.scan(textBatch(cells.map((cell) => [cell])))
      const at = { table, column: column.name, redacted, ...(inside ? { inside } : {}) }
      const part = { ...(match === undefined ? {} : { match }), ...(path === undefined ? {} : { path }) }
      const ref = { ...at, ...part, ...(match === undefined && path === undefined ? {} : { values: cells }) }
      return { ref, cells, sightings: scanner.sightings(), numbers: scanner.numbers() }
    },
  )
  const inDefinitions = [...scanDefinitions(definitions, index.shared, key).values()].flat()
  const sightings = [...scanned.flatMap((column) => column.sightings), ...inDefinitions]
  const recognition = new Recognition({ tables: plans, locale }, key, census, sightings)
  recognition.add(originals)
  const recognised = (some: readonly Sighting[], numbers: NumberCounts = []) =>
    mergeRecognised(recognition.recognised(some, numbers))
  const common = digestsOf([...words], key)
  return {
    echoes: scanned.flatMap(({ ref, cells, sightings, numbers }): Echo[] => {
      const values = recognised(sightings, numbers)
      const distinct = new Set(cells.map((cell) => cell.trim().toLowerCase())).size
      const rare = values.filter((value) => !common.has(idOfDigest(value)))
      const crowd = crowdsOf(rare, () => isTableOfPeople(schema, plans.find((plan) => plan.table === ref.table)!))
        .filter((some) => isCrowd(some, distinct))
        .flat()
      const leaks = [...values.filter(({ leak }) => leak), ...crowd]
      const commons = digestsOf(
        cells.filter((cell) => isCommon(cell, words)),
        key,
      )
      const isCommonWhole = (value: Recognised) =>
        value.plain && value.whole === value.count && commons.has(idOfDigest(value))
      const facts = { common: leaks.every(isCommonWhole), crowd: crowd.length > 0, cells: cells.length, distinct }
      return leaks.length > 0 ? [{ ...ref, leaks, ...facts }] : []
    }),
    definitions: recognised(inDefinitions)
      .filter(({ leak }) => leak)
      .map((leak) => ({ leak, common: leak.plain && leak.whole === leak.count && common.has(idOfDigest(leak)) })),
  }
}

function digestsOf(texts: readonly string[], key: OriginalsKey): ReadonlySet<string> {
  const digest = new OriginalDigest(key)
  return new Set(
    texts.map((text) => {
      const bytes = Buffer.from(text, 'utf8')
      digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
      return idOfDigest(digest)
    }),
  )
}

function idOfDigest({ hi, lo }: { readonly hi: number; readonly lo: number }): string {
  return `${hi} ${lo}`
}
