import { OriginalDigest } from '../digests/original-digest.ts'
import { ColumnMasker, type MaskingRun } from '../rows/column-masker.ts'
import { unrecorded } from '../rows/unrecorded.ts'
import { charsetOf } from '../text/charset.ts'
import type { Mention } from './mention.ts'
import { PeopleIndex, type SharedPeople } from './people-index.ts'
import { readRecord } from './people-record.ts'
import type { PeopleSource } from './people-sources.ts'
import { lookedUpAs } from './words.ts'
import { writeName } from './write-name.ts'

const mostKnown = 4096

/** Says what stands in the row of a person instead of his name, and writes it as a text has it. */
export class PeopleMasker {
  readonly index: PeopleIndex
  readonly #sources: readonly PeopleSource[]
  readonly #run: MaskingRun
  readonly #maskers = new Map<number, readonly ColumnMasker[]>()
  readonly #known = new Map<number, readonly string[]>()
  #digest: OriginalDigest | null = null

  constructor(shared: SharedPeople, sources: readonly PeopleSource[], run: MaskingRun) {
    this.index = new PeopleIndex(shared)
    this.#sources = sources
    this.#run = run
  }

  /** In place of what is mentioned in the text; null where the row itself is NULL. */
  replacement(text: string, { start, end, record, as, words }: Mention): string | null {
    const pseudonyms = this.#pseudonymsOf(record)
    if (pseudonyms.some((pseudonym) => pseudonym === '')) return null
    if (as === lookedUpAs.literal || as === lookedUpAs.phone) {
      const own = pseudonyms[0]!
      // What stands around the words stays in the text.
      return /^[\p{L}\p{N}]/u.test(text.slice(start, end)) && as === lookedUpAs.literal
        ? own.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
        : own
    }
    return writeName(text, words, ordered(pseudonyms.map(wordsOf), as, pseudonyms[0]!.includes(',')))
  }

  /** Who is named in a text is often named in the next one, too. */
  #pseudonymsOf(at: number): readonly string[] {
    const known = this.#known.get(at)
    if (known) return known
    if (this.#known.size === mostKnown) this.#known.clear()
    const made = this.#makePseudonyms(at)
    this.#known.set(at, made)
    return made
  }

  #makePseudonyms(at: number): string[] {
    const { source, subject, cells } = readRecord(this.index.records, at)
    const { table, plans } = this.#sources[source]!
    return this.#maskersOf(source).map((masker, n) => {
      const cell = cells[n]!
      masker.run(cell, 0, cell.length, masker.drawnFrom === null ? null : subject)
      const { charset } = table.columns.find(({ name }) => name === plans[n]!.column)!
      return masker.length < 0 ? '' : charsetOf(charset)!.decode(masker.bytes, 0, masker.length)
    })
  }

  #maskersOf(source: number): readonly ColumnMasker[] {
    const known = this.#maskers.get(source)
    if (known) return known
    this.#digest ??= new OriginalDigest(this.#run.key)
    const { table, plans } = this.#sources[source]!
    const maskers = plans.map((plan) => new ColumnMasker(table, unrecorded(plan), this.#run, this.#digest!))
    this.#maskers.set(source, maskers)
    return maskers
  }
}

/** Words of a pseudonym in the order in which the text names its person; of first and last name apart, or of a name as a whole. */
function ordered(names: readonly string[][], as: Mention['as'], isTurned: boolean): string[] {
  const [first = [], last = []] = names
  if (names.length > 1) {
    if (as === lookedUpAs.surname) return last
    return as === lookedUpAs.turned ? [...last, ...first] : [...first, ...last]
  }
  if (as === lookedUpAs.surname) return isTurned ? first.slice(0, 1) : first.slice(-1)
  return as === lookedUpAs.turned ? [...first.slice(-1), ...first.slice(0, -1)] : first
}

function wordsOf(pseudonym: string): string[] {
  return pseudonym.split(/[\s,]+/).filter((word) => word !== '')
}
