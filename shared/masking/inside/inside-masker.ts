import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column, Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { ValueProfile } from '../digests/value-profile.ts'
import { sumOfParts } from '../redact/part-counts.ts'
import type { ByteText } from '../redact/php-value.ts'
import { RealByChance } from '../redact/real-by-chance.ts'
import type { CellMasker } from '../rows/cell-masker.ts'
import type { MaskingRun } from '../rows/column-masker.ts'
import { type ColumnReceipt, type InsideReceipt, profilesOf } from '../rows/receipt.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import { fitsColumn } from '../text/fits-column.ts'
import { BrokenValues } from './broken-values.ts'
import type { Visit, Walk } from './format.ts'
import { LeafMasker } from './leaf-masker.ts'
import { type LeafNames, leafNames } from './leaf-names.ts'
import { masksNeighbours } from './masks-neighbours.ts'
import { type PathTree, pathsOf, type RulePlace } from './path-tree.ts'
import { ValueReader } from './value-reader.ts'

const utf8 = charsetOf('utf8mb4')!

/** Masks what is in the values of a column, each leaf by the rule that is meant for its path, and leaves everything else as it is written. */
export class InsideMasker implements CellMasker {
  bytes: Uint8Array = new Uint8Array(512)
  length = 0
  readonly drawnFrom: CellMasker['drawnFrom']
  readonly #plan: ColumnPlan
  readonly #column: Column
  readonly #charset: Charset
  readonly #reader: ValueReader
  readonly #tree: PathTree
  readonly #leaves: readonly (LeafMasker | null)[]
  readonly #broken: BrokenValues
  readonly #names: LeafNames | null
  /** Null where no leaf stands right beside another. */
  readonly #chance: RealByChance | null
  readonly #table: string
  readonly #walk: Walk<RulePlace>
  readonly #tightWalk: Walk<RulePlace>
  readonly #rows: number[]
  readonly #digest: OriginalDigest
  readonly #before = new ValueProfile()
  readonly #after = new ValueProfile()
  /** Whether a rule met something in the cell. */
  #touched = false
  /** What fakes are drawn from that are not drawn from the leaf. */
  #from: Uint8Array | null = null
  #masked = 0
  #kept = 0
  #nulls = 0

  /** `around` is the character set of the column in whose values these are. */
  constructor(table: Table, plan: ColumnPlan, run: MaskingRun, digest: OriginalDigest, around: Charset | null = null) {
    this.#plan = plan
    this.#column = table.columns.find(({ name }) => name === plan.column)!
    this.#charset = this.#column.kind === 'text' ? charsetOf(this.#column.charset)! : utf8
    this.#reader = new ValueReader(this.#column, plan, around)
    this.#tree = pathsOf(plan)
    this.#leaves = plan.inside!.map((leaf) =>
      leaf.rule.mask === 'keep' ? null : new LeafMasker(table, leaf, run, digest, this.#reader.around),
    )
    this.drawnFrom = this.#leaves.find((leaf) => leaf?.drawnFrom)?.drawnFrom ?? null
    this.#broken = new BrokenValues(table, plan, run, digest)
    this.#names = leafNames(plan, digest)
    this.#chance = run.exclusions && masksNeighbours(plan) ? new RealByChance(run.exclusions, digest) : null
    this.#table = table.name
    this.#rows = this.#leaves.map(() => 0)
    this.#digest = digest
    this.#walk = this.#walkBy((leaf, value, kind) => leaf.mask(value, kind, this.#from), this.#names)
    this.#tightWalk = this.#walkBy((leaf, value, kind) => leaf.tag(value, kind))
  }

  countNull(): void {
    this.#nulls++
  }

  run(cell: Uint8Array, start: number, end: number, from: Uint8Array | null): void {
    this.#from = from
    const value = this.#reader.read(cell, start, end)
    this.#touched = false
    this.#tree.begin()
    const other = value === null ? null : this.#rewrite(value)
    for (const [branch, isMet] of this.#tree.met.entries()) if (isMet) this.#rows[branch]!++
    if (other === null) this.#replaceBroken(cell, start, end)
    else if (this.#touched) this.#take(other === value ? cell.subarray(start, end) : this.#reader.write(other))
    else {
      this.#kept++
      this.#take(cell.subarray(start, end))
      return
    }
    this.#masked++
    this.#digest.hash(cell, start, end)
    this.#before.add(end - start, this.#digest.hi, this.#digest.lo)
    this.#digest.hash(this.bytes, 0, this.length)
    this.#after.add(this.length, this.#digest.hi, this.#digest.lo)
    this.#chance?.look(cell.subarray(start, end), this.bytes, this.length, this.#charset)
  }

  /** The same with leaves of no more characters than before; what is no value of the format becomes a tag too. */
  tighten(value: ByteText): ByteText | null {
    return this.#reader.rewrite(value, this.#tightWalk)
  }

  receipt(): ColumnReceipt {
    const receipts = [...this.#leaves.flatMap((leaf) => leaf?.receipts() ?? []), this.#broken.receipt()]
    const total = (read: (receipt: ColumnReceipt) => number) => receipts.reduce((sum, next) => sum + read(next), 0)
    const parts = sumOfParts(...receipts.map((receipt) => receipt.parts))
    return {
      ...(parts ? { parts } : {}),
      column: this.#plan.column,
      masked: this.#masked,
      nulls: this.#nulls,
      kept: this.#kept,
      redrawn: total(({ redrawn }) => redrawn),
      coincided: total(({ coincided }) => coincided ?? 0) + (this.#chance?.cells ?? 0),
      unchanged: total(({ unchanged }) => unchanged ?? 0),
      ...profilesOf(this.#before, this.#after),
      inside: this.#inside(),
    }
  }

  originals(): Originals[] {
    const names = this.#names ? [this.#names.originals(this.#table, this.#plan.column)] : []
    const chance = this.#chance?.originals(this.#table, this.#plan.column) ?? []
    return [
      ...this.#leaves.flatMap((leaf) => leaf?.originals() ?? []),
      ...this.#broken.originals(),
      ...names,
      ...chance,
    ]
  }

  #inside(): InsideReceipt {
    const paths = this.#leaves.map((leaf, at) => ({ rows: this.#rows[at]!, masked: 0, ...leaf?.counts() }))
    return { broken: this.#broken.count, paths }
  }

  /** Null where the value cannot be read, or has no room even for leaves that are as long as before. */
  #rewrite(value: ByteText): ByteText | null {
    // Many applications write the empty text for what is not there.
    if (value.trim() === '') return value
    this.#tree.meet(this.#leaves.length - 1)
    this.#names?.begin()
    const other = this.#reader.rewrite(value, this.#walk)
    if (other === null || other === value || this.#fits(other)) return other
    const tight = this.tighten(value)
    return tight !== null && this.#fits(tight) ? tight : null
  }

  #fits(value: ByteText): boolean {
    const { maxLength } = this.#column
    // So many bytes are no more characters.
    if (maxLength === null || (this.#charset === utf8 && value.length <= maxLength)) return true
    return fitsColumn(this.#column, this.#charset.decode(this.#reader.write(value), 0, value.length), this.#charset)
  }

  #replaceBroken(cell: Uint8Array, start: number, end: number): void {
    this.#take(this.#broken.replace(cell, start, end))
  }

  #walkBy(
    mask: (leaf: LeafMasker, ...of: Leaf) => ByteText | null | undefined,
    names: LeafNames | null = null,
  ): Walk<RulePlace> {
    return {
      root: this.#tree.root,
      escapes: this.#reader.escapes,
      clears: (at) => at.isSettled && this.#plan.inside![at.branch]!.rule.mask === 'null',
      visit: (at, value, kind) => {
        const leaf = this.#leaves[at.branch]
        if (!leaf) return undefined
        names?.meet(at.branch, value)
        const other = mask(leaf, value, kind)
        // A text within which nothing was found is as it was.
        this.#touched ||= other !== undefined
        return other === value ? undefined : other
      },
    }
  }

  #take(bytes: Uint8Array): void {
    if (this.bytes.length < bytes.length) this.bytes = new Uint8Array(bytes.length * 2)
    this.bytes.set(bytes)
    this.length = bytes.length
  }
}

type Leaf = readonly [value: ByteText, kind: Parameters<Visit>[2]]
