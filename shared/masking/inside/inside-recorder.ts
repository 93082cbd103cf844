import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { OriginalsRecorder } from '../digests/originals-recorder.ts'
import type { ByteText } from '../redact/php-value.ts'
import { asPart } from '../rows/as-part.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import { transformers } from '../transformers/index.ts'
import type { Walk } from './format.ts'
import { type PathTree, pathsOf, type RulePlace } from './path-tree.ts'
import { ValueReader } from './value-reader.ts'

const utf8 = charsetOf('utf8mb4')!

/** Whether fakes of a column could by chance equal a real value of it, or those of something in its values. */
export function isSurveyed({ rule, inside, surveyed }: ColumnPlan): boolean {
  return inside?.some(isSurveyed) ?? surveyed ?? transformers.get(rule.mask)?.avoidsOriginals ?? false
}

/** Digests what is in the values of a column, where its fakes could by chance be real: the leaves that an InsideMasker will mask. */
export class InsideRecorder {
  readonly #reader: ValueReader
  readonly #recorders: readonly (OriginalsRecorder | InsideRecorder | null)[]
  readonly #walk: Walk<RulePlace>

  constructor(table: Table, plan: ColumnPlan, digest: OriginalDigest, around: Charset | null = null) {
    const column = table.columns.find(({ name }) => name === plan.column)!
    this.#reader = new ValueReader(column, plan, around)
    this.#recorders = plan.inside!.map((leaf) => {
      if (!isSurveyed(leaf)) return null
      return leaf.inside
        ? new InsideRecorder(asPart(table, plan.column, null), leaf, digest, this.#reader.around)
        : new OriginalsRecorder(table.name, leaf, transformers.get(leaf.rule.mask)!, digest)
    })
    const tree: PathTree = pathsOf(plan)
    this.#walk = {
      root: tree.root,
      escapes: false,
      clears: () => false,
      visit: (at, leaf) => void this.#record(at.branch, leaf),
    }
  }

  record(cell: Uint8Array, start: number, end: number): void {
    const value = this.#reader.read(cell, start, end)
    if (value !== null && value.trim() !== '') this.#reader.rewrite(value, this.#walk)
  }

  originals(): Originals[] {
    return this.#recorders.flatMap((recorder) => recorder?.originals() ?? [])
  }

  #record(branch: number, leaf: ByteText): void {
    const bytes = Buffer.from(leaf, 'latin1')
    this.#recorders[branch]?.record(bytes, 0, bytes.length, utf8)
  }
}
