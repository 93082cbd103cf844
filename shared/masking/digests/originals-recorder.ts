import type { ColumnPlan } from '../../policy/plan.ts'
import type { Rule } from '../../policy/rule.ts'
import type { Charset } from '../text/charset.ts'
import type { OriginalsKind, Transformer } from '../transformer.ts'
import { DigestList } from './digest-list.ts'
import { type OriginalDigest, passageWords } from './original-digest.ts'
import type { Originals } from './originals.ts'

/** Collects the digests of one column's real values over a chunk. */
export class OriginalsRecorder {
  readonly #table: string
  readonly #plan: ColumnPlan
  readonly #kind: OriginalsKind
  readonly #digest: OriginalDigest
  readonly #digests = new DigestList()
  #read = 0
  #cells = 0
  readonly #openers = new DigestList()

  constructor(table: string, plan: ColumnPlan, transformer: Transformer, digest: OriginalDigest) {
    this.#table = table
    this.#plan = plan
    this.#kind = originalsKind(transformer, plan.rule)
    this.#digest = digest
  }

  /** False where nothing is recorded; else the cell's digest is the one made last. */
  record(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    this.#read++
    if (this.#kind === 'none') return false
    if (!this.#digest.read(cell, start, end, charset)) return true
    this.#cells++
    this.#digests.add(this.#digest.hi, this.#digest.lo)
    if (this.#isSearchedWithin() && this.#digest.readOpener())
      this.#openers.add(this.#digest.opensHi, this.#digest.opensLo)
    return true
  }

  /** Only what would be a leak within a longer text is looked for there (verification/severity.ts). */
  #isSearchedWithin(): boolean {
    const { text } = this.#digest
    return this.#kind !== 'text' || text.words >= passageWords || text.hasDigit(0, text.words)
  }

  originals(): Originals {
    return {
      keyId: this.#digest.keyId,
      table: this.#table,
      column: this.#plan.column,
      ...('match' in this.#plan ? { branch: String(this.#plan.match ?? '') } : {}),
      ...('path' in this.#plan ? { branch: String(this.#plan.path ?? '') } : {}),
      kind: this.#kind,
      read: this.#read,
      cells: this.#cells,
      digests: this.#digests.pairs(),
      openers: this.#openers.pairs(),
    }
  }
}

/** What finding a real value of the column would mean, as its rule says. */
export function originalsKind(
  transformer: Transformer,
  { options, originals }: Pick<Rule, 'options' | 'originals'>,
): OriginalsKind {
  if (originals === 'elsewhere') return 'none'
  return typeof transformer.originals === 'function' ? transformer.originals(options) : transformer.originals
}
