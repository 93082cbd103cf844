import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column, Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { OriginalsRecorder } from '../digests/originals-recorder.ts'
import { ValueProfile } from '../digests/value-profile.ts'
import { HmacDraw } from '../draw.ts'
import { PeopleMasker } from '../people/people-masker.ts'
import { writeName } from '../people/write-name.ts'
import { asPart } from '../rows/as-part.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import { ColumnMasker, type MaskingRun } from '../rows/column-masker.ts'
import { type ColumnReceipt, profilesOf } from '../rows/receipt.ts'
import { unrecorded } from '../rows/unrecorded.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import { fitsColumn } from '../text/fits-column.ts'
import { foldWords } from '../text/fold-words.ts'
import { transformers } from '../transformers/index.ts'
import { type ByteCodec, codecOf } from './byte-codec.ts'
import { findInTexts } from './find-in-texts.ts'
import type { FindParts, Part, PartKind } from './find-parts.ts'
import { isRecorded } from './finds-parts.ts'
import { mayHoldPart } from './may-hold-part.ts'
import { sumOfParts } from './part-counts.ts'
import { QuietText } from './quiet-text.ts'
import { RealByChance } from './real-by-chance.ts'
import { rewriteText } from './rewrite-text.ts'

const utf8 = charsetOf('utf8mb4')!
/** Bytes of UTF-8 for a UTF-16 unit. */
const longestUnit = 3

/**
 * Keeps the text of a column and replaces what is somebody's within it: people of the database by the pseudonym of their row, each other part
 * as its own domain would. Cells in which nothing is found are kept byte for byte.
 */
export class TextMasker implements CellMasker {
  bytes: Uint8Array = new Uint8Array()
  length = 0
  readonly drawnFrom = null
  #room = Buffer.allocUnsafe(512)
  readonly #plan: ColumnPlan
  readonly #column: Column
  readonly #charset: Charset
  readonly #codecs: readonly ByteCodec[]
  readonly #maskers: ReadonlyMap<string, ColumnMasker>
  readonly #recorder: OriginalsRecorder
  readonly #digest: OriginalDigest
  readonly #tags: HmacDraw
  readonly #before = new ValueProfile()
  readonly #after = new ValueProfile()
  readonly #people: PeopleMasker | null
  readonly #find: FindParts | undefined
  readonly #quiet: QuietText | null
  /** Null when nothing was surveyed. */
  readonly #chance: RealByChance | null
  readonly #parts: Partial<Record<PartKind, number>> = {}
  #masked = 0
  #kept = 0
  #nulls = 0

  constructor(table: Table, plan: ColumnPlan, run: MaskingRun, digest: OriginalDigest) {
    this.#plan = plan
    this.#column = table.columns.find(({ name }) => name === plan.column)!
    // What is no text is searched as the text that it may be.
    this.#charset = this.#column.kind === 'text' ? charsetOf(this.#column.charset)! : utf8
    this.#codecs = [...new Set([this.#charset, utf8])].map(codecOf)
    this.#maskers = new Map(
      plan.parts!.map((part) => [
        part.find,
        new ColumnMasker(asPart(table, part.column, part.collation), unrecorded(part), run, digest),
      ]),
    )
    this.#recorder = new OriginalsRecorder(table.name, plan, transformers.get(plan.rule.mask)!, digest)
    this.#digest = digest
    this.#chance = run.exclusions && new RealByChance(run.exclusions, digest, run.texts?.openers)
    const { people = null, strangers } = run.texts ?? {}
    this.#people = people && new PeopleMasker(people.shared, people.sources, run)
    this.#find = strangers && findInTexts(this.#people?.index ?? null, strangers)
    const isWalked = this.#column.kind === 'text' && this.#charset.isUtf8
    this.#quiet = strangers && isWalked ? new QuietText(this.#people?.index ?? null, strangers) : null
    this.#tags = new HmacDraw(run.key.subkey('pseudonym', 'part'))
  }

  countNull(): void {
    this.#nulls++
  }

  run(cell: Uint8Array, start: number, end: number): void {
    const isRead = this.#find ? !this.#quiet?.is(cell, start, end) : mayHoldPart(cell, start, end, this.#charset.ascii)
    const text = isRead ? this.#textOf(cell, start, end) : null
    const other = text === null ? null : this.#rewrite(text)
    if (other === null) {
      this.#kept++
      this.#take(cell.subarray(start, end))
      return
    }
    this.#masked++
    this.#digest.hash(cell, start, end)
    this.#before.add(end - start, this.#digest.hi, this.#digest.lo)
    this.#write(other)
    this.#digest.hash(this.bytes, 0, this.length)
    this.#after.add(this.length, this.#digest.hi, this.#digest.lo)
    this.#chance?.look(cell.subarray(start, end), this.bytes, this.length, this.#charset)
  }

  receipt(): ColumnReceipt {
    const parts = sumOfParts(this.#parts)
    return {
      column: this.#plan.column,
      masked: this.#masked,
      nulls: this.#nulls,
      kept: this.#kept,
      redrawn: 0,
      coincided: this.#chance?.cells ?? 0,
      unchanged: 0,
      ...profilesOf(this.#before, this.#after),
      ...(parts ? { parts } : {}),
    }
  }

  /** The parts that were found, of as many cells as they were found in. */
  originals(): Originals[] {
    const drawn = [...this.#maskers.values()].flatMap((masker) => masker.originals().filter((entry) => entry.drawn))
    const [values, ...forms] = this.#recorder.originals()
    const chance = this.#chance?.originals(values!.table, this.#plan.column) ?? []
    return [{ ...values!, read: this.#masked }, ...forms, ...drawn, ...chance]
  }

  #rewrite(text: string): string | null {
    const fake = (part: Part, bytes: () => number, around: string) => this.#fakeOf(part, bytes, around)
    const other = rewriteText(text, this.#codecs, fake, false, 0, this.#find)
    if (other === null || fitsColumn(this.#column, other, this.#charset)) return other
    // Fakes may be longer than what they replace. Where the column is full, a tag of the same length stands instead.
    return rewriteText(text, this.#codecs, (part, bytes) => this.#tagOf(part, bytes()), true, 0, this.#find)
  }

  #fakeOf(part: Part, bytes: () => number, text: string): string {
    this.#parts[part.kind] = (this.#parts[part.kind] ?? 0) + 1
    if (part.mention) return this.#people!.replacement(text, part.mention) ?? this.#tagOf(part, bytes())
    const masker = this.#maskers.get(part.kind)
    if (!masker) return this.#tagOf(part, bytes())
    const own = part.form ? Buffer.from(foldWords(part.value).join(' '), 'utf8') : this.#record(part)
    masker.run(own, 0, own.length, null)
    const fake = utf8.decode(masker.bytes, 0, masker.length)
    return part.form ? writeName(text, part.words!, nameOf(fake, part.form)) : fake
  }

  #tagOf(part: Part, length: number): string {
    const bytes = this.#record(part)
    this.#tags.begin(bytes, 0, bytes.length, 0)
    return this.#tags.tag(length)
  }

  #record({ kind, value }: Part): Uint8Array {
    const bytes = Buffer.from(value, 'utf8')
    if (isRecorded(kind)) this.#recorder.record(bytes, 0, bytes.length, utf8)
    return bytes
  }

  /** Null where binary data is no text. */
  #textOf(cell: Uint8Array, start: number, end: number): string | null {
    if (this.#column.kind !== 'binary') return this.#charset.decode(cell, start, end)
    const text = utf8.decode(cell, start, end)
    return text.includes('\ufffd') || control.test(text) ? null : text
  }

  #write(text: string): void {
    if (this.#charset !== utf8) {
      this.#take(this.#charset.encode(text))
      return
    }
    if (this.#room.length < text.length * longestUnit) this.#room = Buffer.allocUnsafe(text.length * longestUnit * 2)
    this.bytes = this.#room
    this.length = this.#room.write(text)
  }

  /** What others hold stays theirs: it is read before the next cell is. */
  #take(bytes: Uint8Array): void {
    this.bytes = bytes
    this.length = bytes.length
  }
}

function nameOf(fake: string, form: NonNullable<Part['form']>): string[] {
  const words = fake.split(' ')
  if (form === 'first') return words.slice(0, 1)
  if (form === 'last') return words.slice(-1)
  return form === 'last first' ? [...words.slice(-1), ...words.slice(0, -1)] : words
}

// PHP writes NUL into the names of private properties.
const control = /[\u0001-\u0008\u000b\u000c\u000e-\u001f]/
