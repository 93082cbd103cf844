import type { ColumnPlan } from '../../policy/plan.ts'
import type { Rule } from '../../policy/rule.ts'
import type { Table } from '../../schema/schema.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { kindByName } from '../rows/called-kind.ts'
import type { Cells } from '../rows/cells.ts'
import { type Charset, searchCharset } from './charset.ts'
import { NamePhrases } from './name-phrases.ts'

interface NameColumn {
  readonly column: string
  readonly at: number
  readonly charset: Charset
}

export type NamePair = readonly [first: string, last: string]

type Half = 'first_name' | 'last_name'

/**
 * Where a table keeps first and last names apart, texts name people with both: "first last" and its other spellings of each row are
 * originals too. A table may have several pairs: of those who order and of those who get it.
 */
export class PersonNames {
  readonly #table: string
  readonly #pairs: readonly (readonly [first: NameColumn, last: NameColumn])[]
  readonly #phrases: NamePhrases

  /** `pairs` as `namePairs` gives them; `names` are the columns of the rows, in their order. */
  constructor(table: Table, pairs: readonly NamePair[], names: readonly string[], digest: OriginalDigest) {
    this.#table = table.name
    const read = (column: string): NameColumn => {
      const { charset } = table.columns.find(({ name }) => name === column)!
      return { column, at: names.indexOf(column), charset: searchCharset(charset) }
    }
    this.#pairs = pairs.map(([first, last]) => [read(first), read(last)])
    this.#phrases = new NamePhrases(digest)
  }

  record(bytes: Uint8Array, { starts, ends }: Cells): void {
    for (const [first, last] of this.#pairs) {
      if (ends[first.at]! < 0 || ends[last.at]! < 0) continue
      const firstName = first.charset.decode(bytes, starts[first.at]!, ends[first.at]!)
      const lastName = last.charset.decode(bytes, starts[last.at]!, ends[last.at]!)
      this.#phrases.record(firstName, lastName)
    }
  }

  originals(): Originals[] {
    const [pair] = this.#pairs
    if (!pair) return []
    return [this.#phrases.originals(this.#table, pair[1].column)]
  }
}

/** Columns of first and last names that stand nearest to each other, whatever masks them; each once. */
export function namePairs(table: Table, columns: readonly ColumnPlan[]): NamePair[] {
  const placed = columns.flatMap((plan) => {
    const half = halfOf(table, plan)
    const at = table.columns.findIndex(({ name }) => name === plan.column)
    return half ? [{ half, at, column: plan.column }] : []
  })
  const lasts = new Set(placed.filter(({ half }) => half === 'last_name'))
  return placed
    .filter(({ half }) => half === 'first_name')
    .flatMap((first) => {
      const [nearest] = [...lasts].sort((a, b) => Math.abs(a.at - first.at) - Math.abs(b.at - first.at))
      if (!nearest) return []
      lasts.delete(nearest)
      return [[first.column, nearest.column] as const]
    })
}

function halfOf(table: Table, plan: ColumnPlan): Half | null {
  const { mask, originals } = plan.rule
  if (mask === 'keep' || originals === 'elsewhere' || plan.inside || plan.branches) return null
  const called = halfOfRule(plan.rule) ?? kindByName(table, plan.column)
  return called === 'first_name' || called === 'last_name' ? called : null
}

/** Which half of a name a rule makes; null for none. */
export function halfOfRule({ mask, options }: Pick<Rule, 'mask' | 'options'>): Half | null {
  const said = mask === 'persona' ? options.part : mask === 'faker' ? options.method : mask
  if (said === 'first_name' || said === 'person.firstName') return 'first_name'
  return said === 'last_name' || said === 'person.lastName' ? 'last_name' : null
}
