import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column, Table } from '../../schema/schema.ts'
import { DistinctSketch } from '../digests/distinct.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { OriginalsRecorder } from '../digests/originals-recorder.ts'
import { HmacDraw } from '../draw.ts'
import { asPart } from '../rows/as-part.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import { ColumnMasker, type MaskingRun } from '../rows/column-masker.ts'
import type { ColumnReceipt } from '../rows/receipt.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import { fitsColumn } from '../text/fits-column.ts'
import { transformers } from '../transformers/index.ts'
import { type ByteCodec, codecOf } from './byte-codec.ts'
import type { Part } from './find-parts.ts'
import { mayHoldPart } from './may-hold-part.ts'
import { rewriteText } from './rewrite-text.ts'

const utf8 = charsetOf('utf8mb4')!

/**
 * Keeps the text of a column and replaces what is somebody's within it, each part as its own domain would: the address in a text is
 * the one that this person's row has. Cells in which nothing is found are kept byte for byte.
 */
export class TextMasker implements CellMasker {
  bytes: Uint8Array = new Uint8Array(512)
  length = 0
  readonly drawnFrom = null
  readonly #plan: ColumnPlan
  readonly #column: Column
  readonly #charset: Charset
  readonly #codecs: readonly ByteCodec[]
  readonly #maskers: ReadonlyMap<string, ColumnMasker>
  readonly #recorder: OriginalsRecorder
  readonly #digest: OriginalDigest
  readonly #tags: HmacDraw
  readonly #before = new DistinctSketch()
  readonly #after = new DistinctSketch()
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
        new ColumnMasker(asPart(table, part.column, part.collation), part, run, digest),
      ]),
    )
    this.#recorder = new OriginalsRecorder(table.name, plan, transformers.get(plan.rule.mask)!, digest)
    this.#digest = digest
    this.#tags = new HmacDraw(run.key.subkey('pseudonym', 'part'))
  }

  countNull(): void {
    this.#nulls++
  }

  run(cell: Uint8Array, start: number, end: number): void {
    const text = mayHoldPart(cell, start, end, this.#charset.ascii) ? this.#textOf(cell, start, end) : null
    const other = text === null ? null : this.#rewrite(text)
    if (other === null) {
      this.#kept++
      this.#take(cell.subarray(start, end))
      return
    }
    this.#masked++
    this.#digest.hash(cell, start, end)
    this.#before.add(this.#digest.hi, this.#digest.lo)
    this.#take(this.#charset.encode(other))
    this.#digest.hash(this.bytes, 0, this.length)
    this.#after.add(this.#digest.hi, this.#digest.lo)
  }

  receipt(): ColumnReceipt {
    return {
      column: this.#plan.column,
      masked: this.#masked,
      nulls: this.#nulls,
      kept: this.#kept,
      redrawn: 0,
      coincided: 0,
      unchanged: 0,
      distinctBefore: this.#before.toBase64(),
      distinctAfter: this.#after.toBase64(),
    }
  }

  /** The parts that were found, of as many cells as they were found in. */
  originals(): Originals[] {
    const drawn = [...this.#maskers.values()].flatMap((masker) => masker.originals().filter((entry) => entry.drawn))
    return [{ ...this.#recorder.originals(), read: this.#masked }, ...drawn]
  }

  #rewrite(text: string): string | null {
    const other = rewriteText(text, this.#codecs, (part, length) => this.#fakeOf(part, length))
    if (other === null || fitsColumn(this.#column, other, this.#charset)) return other
    // Fakes may be longer than what they replace. Where the column is full, a tag of the same length stands instead.
    return rewriteText(text, this.#codecs, (part, bytes) => this.#tagOf(part, bytes), true)
  }

  #fakeOf(part: Part, length: number): string {
    const masker = this.#maskers.get(part.kind)
    if (!masker) return this.#tagOf(part, length)
    const bytes = this.#record(part.value)
    masker.run(bytes, 0, bytes.length, null)
    return utf8.decode(masker.bytes, 0, masker.length)
  }

  #tagOf({ value }: Part, length: number): string {
    const bytes = this.#record(value)
    this.#tags.begin(bytes, 0, bytes.length, 0)
    return this.#tags.tag(length)
  }

  #record(value: string): Uint8Array {
    const bytes = utf8.encode(value)
    this.#recorder.record(bytes, 0, bytes.length, utf8)
    return bytes
  }

  /** Null where binary data is no text. */
  #textOf(cell: Uint8Array, start: number, end: number): string | null {
    if (this.#column.kind !== 'binary') return this.#charset.decode(cell, start, end)
    const text = utf8.decode(cell, start, end)
    return text.includes('\ufffd') || control.test(text) ? null : text
  }

  #take(bytes: Uint8Array): void {
    if (this.bytes.length < bytes.length) this.bytes = new Uint8Array(bytes.length * 2)
    this.bytes.set(bytes)
    this.length = bytes.length
  }
}

// PHP writes NUL into the names of private properties.
const control = /[\u0001-\u0008\u000b\u000c\u000e-\u001f]/
