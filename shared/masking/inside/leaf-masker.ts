import type { ColumnPlan, LeafPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { HmacDraw } from '../draw.ts'
import { cellMasker } from '../redact/cell-masker-of.ts'
import type { ByteText } from '../redact/php-value.ts'
import { asPart } from '../rows/as-part.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import { contextOf } from '../rows/column-context.ts'
import type { MaskingRun } from '../rows/column-masker.ts'
import type { BranchReceipt, ColumnReceipt } from '../rows/receipt.ts'
import type { Charset } from '../text/charset.ts'
import { transformers } from '../transformers/index.ts'
import { textOf } from './byte-text.ts'
import type { LeafKind } from './format.ts'
import { InsideMasker } from './inside-masker.ts'

const wholeNumber = /^-?\d{1,18}$/

/** Masks what one path leads to, as columns of its domain are masked. */
export class LeafMasker {
  readonly drawnFrom: CellMasker['drawnFrom']
  readonly #text: CellMasker
  /** For whole numbers, where the mask keeps them such. */
  readonly #number: CellMasker | null
  readonly #nested: InsideMasker | null
  /** Whether the rule keeps what nothing is found in. */
  readonly #leavesSome: boolean
  readonly #tags: HmacDraw

  constructor(table: Table, plan: LeafPlan, run: MaskingRun, digest: OriginalDigest, around: Charset) {
    const part = asPart(table, plan.column, plan.collation)
    this.#nested = plan.inside ? new InsideMasker(part, plan, run, digest, around) : null
    this.#text = this.#nested ?? cellMasker(part, plan, run, digest)
    this.drawnFrom = this.#text.drawnFrom
    const asNumber = asPart(table, plan.column, null, 'number')
    this.#number = masksNumbers(asNumber, plan, run.locale) ? cellMasker(asNumber, plan, run, digest) : null
    this.#leavesSome = plan.inside !== undefined || plan.parts !== undefined
    this.#tags = new HmacDraw(run.key.subkey('pseudonym', 'part'))
  }

  /** Null is NULL, undefined what the rule itself leaves. */
  mask(leaf: ByteText, kind: LeafKind, from: Uint8Array | null): ByteText | null | undefined {
    const masker = this.#number && kind === 'number' && wholeNumber.test(leaf) ? this.#number : this.#text
    const bytes = Buffer.from(leaf, 'latin1')
    masker.run(bytes, 0, bytes.length, this.drawnFrom === null ? null : from)
    if (masker.length < 0) return null
    const other = Buffer.from(masker.bytes.buffer, masker.bytes.byteOffset, masker.length).toString('latin1')
    return this.#leavesSome && other === leaf ? undefined : other
  }

  /** Something in its place that is no longer. */
  tag(leaf: ByteText, kind: LeafKind): ByteText | undefined {
    if (leaf === '') return undefined
    const tight = this.#nested?.tighten(leaf) ?? null
    if (tight !== null) return tight
    const bytes = Buffer.from(leaf, 'latin1')
    this.#tags.begin(bytes, 0, bytes.length, 0)
    if (kind === 'text') return this.#tags.tag([...textOf(leaf)].length)
    return leaf.replaceAll(/\d/g, () => String(1 + this.#tags.int(9)))
  }

  receipts(): ColumnReceipt[] {
    return [this.#text.receipt(), ...(this.#number ? [this.#number.receipt()] : [])]
  }

  counts(): Omit<BranchReceipt, 'rows'> {
    const { inside } = this.#text.receipt()
    return { masked: this.receipts().reduce((sum, { masked }) => sum + masked, 0), ...(inside ? { inside } : {}) }
  }

  originals(): Originals[] {
    return [...this.#text.originals(), ...(this.#number?.originals() ?? [])]
  }
}

function masksNumbers(table: Table, plan: ColumnPlan, locale: string): boolean {
  const transformer = transformers.get(plan.rule.mask)!
  if (!transformer.readsValue || plan.inside || plan.parts) return false
  return transformer.prove(contextOf(table, plan, locale, null), plan.rule.options).ok
}
