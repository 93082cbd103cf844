import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { DigestFilter } from '../digests/digest-filter.ts'
import { DigestList } from '../digests/digest-list.ts'
import type { Exclusions } from '../digests/exclusions.ts'
import { type OriginalDigest, shortestOriginal } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { OriginalsRecorder } from '../digests/originals-recorder.ts'
import type { PseudonymKey } from '../digests/subkeys.ts'
import { ValueProfile } from '../digests/value-profile.ts'
import { HmacDraw } from '../draw.ts'
import type { SharedPeople } from '../people/people-index.ts'
import type { PeopleSource } from '../people/people-sources.ts'
import type { StrangerNames } from '../strangers/find-strangers.ts'
import { type Charset, charsetOf, DecodedOnce } from '../text/charset.ts'
import type { CollationFold } from '../text/collation-fold.ts'
import { Normaliser } from '../text/normaliser.ts'
import type { Mask, Transformer } from '../transformer.ts'
import { transformers } from '../transformers/index.ts'
import { calledKind } from './called-kind.ts'
import type { CellMasker } from './cell-masker.ts'
import { contextOf } from './column-context.ts'
import { RealValues } from './real-values.ts'
import { type ColumnReceipt, profilesOf } from './receipt.ts'
import { drawAgain, walkOn } from './redraw.ts'

const utf8 = charsetOf('utf8mb4')!

/** What the maskers of a run share. */
export interface MaskingRun {
  readonly key: PseudonymKey
  readonly locale: string
  /** By collation name, for every text column that is masked. */
  readonly folds: ReadonlyMap<string, CollationFold>
  /** Digests that no fake may have, null when nothing was surveyed. */
  readonly exclusions: Exclusions | null
  /** For texts that are kept but for the people in them; absent where there are none. */
  readonly texts?: TextRun
  /** About how many there will be; absent where nobody knows. */
  readonly rows?: number
}

/** Who is known by name. */
export interface TextRun {
  readonly people: { readonly shared: SharedPeople; readonly sources: readonly PeopleSource[] } | null
  readonly strangers: StrangerNames
  /** With which two words real values begin that are searched for within texts; null where that was not gathered. */
  readonly openers: DigestFilter | null
}

/** What is drawn from the row is another thing in each column, else two of them would tell of each other; what is one for a row is so in its table. */
function drawDomain({ name }: Table, { domain, column, rule }: ColumnPlan, transformer: Transformer): string {
  if (transformer.drawsFrom !== 'row') return domain
  if (transformer.oneForRow) return `${domain} ${name}`
  return rule.domain === null ? `${domain} ${name}.${column}` : domain
}

/** Masks the cells of one column as a whole, by one transformer. */
export class ColumnMasker implements CellMasker {
  bytes: Uint8Array = new Uint8Array(512)
  length = 0
  readonly drawnFrom: CellMasker['drawnFrom']
  /** Null where the survey has met the originals already, in the same snapshot. */
  readonly #recorder: OriginalsRecorder | null
  readonly #table: string
  readonly #plan: ColumnPlan
  readonly #transformer: Transformer
  readonly #charset: Charset
  readonly #cell: DecodedOnce
  readonly #mask: Mask
  readonly #draw: HmacDraw
  readonly #normaliser: Normaliser
  readonly #digest: OriginalDigest
  readonly #realValues: RealValues | null
  readonly #keepsEmpty: boolean
  readonly #before = new ValueProfile()
  readonly #after = new ValueProfile()
  #masked = 0
  #nulls = 0
  #redrawn = 0
  #coincided = 0
  #unchanged = 0
  #drawn: DigestList | null = null

  constructor(table: Table, plan: ColumnPlan, run: MaskingRun, digest: OriginalDigest) {
    const context = contextOf(table, plan, run.locale, run.key, (text) => this.#isRealText(text))
    const { charset, collation, kind } = context.column
    this.#table = table.name
    this.#plan = plan
    this.#transformer = transformers.get(plan.rule.mask)!
    if (this.#transformer.drawsFrom === 'row') this.drawnFrom = 'row'
    else this.drawnFrom = plan.subject === undefined ? null : { column: plan.subject }
    this.#charset = charsetOf(charset)!
    this.#cell = new DecodedOnce(this.#charset)
    this.#mask = this.#transformer.compile(context, plan.rule.options)
    this.#draw = new HmacDraw(run.key.subkey('pseudonym', drawDomain(table, plan, this.#transformer)))
    const fold = kind === 'text' && collation ? (run.folds.get(collation) ?? null) : null
    this.#normaliser = new Normaliser(this.#cell, fold, !/^(ucs2|utf16|utf32)/.test(charset ?? ''))
    this.#digest = digest
    // Many applications write the empty text for what is not there, as others write NULL.
    this.#keepsEmpty = kind === 'text' && this.#transformer.draws && this.#transformer.drawsFrom !== 'row'
    this.#realValues =
      run.exclusions && this.#transformer.avoidsOriginals ? new RealValues(run.exclusions, digest) : null
    this.#recorder =
      (plan.surveyed ?? this.#transformer.avoidsOriginals)
        ? null
        : new OriginalsRecorder(table.name, plan, this.#transformer, digest, calledKind(table, plan.column), run.rows)
  }

  countNull(): void {
    this.#nulls++
  }

  run(cell: Uint8Array, start: number, end: number, from: Uint8Array | null): void {
    this.#masked++
    this.#cell.next()
    this.#normaliser.run(cell, start, end)
    if (!this.#recorder?.record(cell, start, end, this.#cell)) this.#digest.hash(cell, start, end)
    this.#before.add(end - start, this.#digest.hi, this.#digest.lo)
    const value = this.#transformer.readsValue ? this.#cell.decode(cell, start, end) : ''
    if (start === end && this.#keepsEmpty) this.length = 0
    else this.#attempt(value, 0, from)
    const isFree = this.length <= 0 || !this.#isReal() || this.#redraw(value, from)
    if (this.length === end - start && this.#isUnchanged(cell, start)) this.#unchanged++
    else if (!isFree) this.#listDrawn()
    if (this.length >= 0) {
      this.#digest.hash(this.bytes, 0, this.length)
      this.#after.add(this.length, this.#digest.hi, this.#digest.lo)
    }
  }

  receipt(): ColumnReceipt {
    return {
      column: this.#plan.column,
      masked: this.#masked,
      nulls: this.#nulls,
      redrawn: this.#redrawn,
      coincided: this.#coincided,
      unchanged: this.#unchanged,
      ...profilesOf(this.#before, this.#after),
    }
  }

  originals(): Originals[] {
    const drawn = this.#drawn?.drain()
    if (!drawn) return this.#recorder ? this.#recorder.originals() : []
    const nothing = { kind: 'none' as const, read: 0, cells: 0, digests: new Uint32Array(), openers: new Uint32Array() }
    const { keyId } = this.#digest
    return [{ keyId, table: this.#table, column: this.#plan.column, ...nothing, drawn }]
  }

  #attempt(value: string, attempt: number, from: Uint8Array | null): void {
    const { bytes, start, end } = this.#normaliser
    if (from) this.#draw.begin(from, 0, from.length, attempt)
    else this.#draw.begin(bytes, start, end, attempt)
    const fake = this.#mask(value, this.#draw)
    if (fake === null) this.length = -1
    else this.#encode(fake)
  }

  /** Whether one of them is free. */
  #redraw(value: string, from: Uint8Array | null): boolean {
    if (this.#transformer.redraws === 'self') return false
    const attempt = (n: number) => {
      this.#attempt(value, n, from)
      return !this.#isReal()
    }
    const { redrawn, settled } = this.#transformer.redraws === 'walk' ? walkOn(attempt) : drawAgain(attempt)
    this.#redrawn += redrawn
    return settled
  }

  /** What the leak check will find there is a fake, and no real value that was left. */
  #listDrawn(): void {
    this.#coincided++
    this.#drawn ??= new DigestList()
    this.#realValues!.list(this.bytes, this.length, this.#charset, this.#drawn)
  }

  /** Shuffled values and constants may well be those that were there, and so may texts too short to be searched for. */
  #isUnchanged(cell: Uint8Array, start: number): boolean {
    if (!this.#transformer.draws || this.#transformer.drawsFrom === 'row' || this.length < shortestOriginal)
      return false
    for (let at = 0; at < this.length; at++) if (this.bytes[at] !== cell[start + at]) return false
    return this.#digest.read(this.bytes, 0, this.length, this.#charset)
  }

  #encode(text: string): void {
    if (this.bytes.length < text.length) this.bytes = new Uint8Array(text.length * 2)
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code > 0x7f) {
        this.#encodeWide(text)
        return
      }
      this.bytes[at] = code
    }
    this.length = text.length
  }

  #encodeWide(text: string): void {
    const isText = this.#charset !== charsetOf(null)
    const encoded = isText ? this.#charset.encode(text) : Buffer.from(text, 'latin1')
    if (this.bytes.length < encoded.length) this.bytes = new Uint8Array(encoded.length * 2)
    this.bytes.set(encoded)
    this.length = encoded.length
  }

  #isRealText(text: string): boolean {
    const bytes = utf8.encode(text)
    return this.#realValues?.isIn(bytes, bytes.length, utf8) ?? false
  }

  /** Whether the fake is a real value, or holds one. */
  #isReal(): boolean {
    return this.#realValues?.isIn(this.bytes, this.length, this.#charset) ?? false
  }
}
