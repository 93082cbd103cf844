import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import { DigestList } from '../digests/digest-list.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import type { Cells } from '../rows/cells.ts'
import { type Charset, charsetOf } from './charset.ts'

interface NameColumn {
  readonly column: string
  readonly at: number
  readonly charset: Charset
}

/**
 * Where a table keeps first and last names apart, texts name people with both: "first last" and "last first" of each row are
 * originals too.
 */
export class PersonNames {
  readonly #table: string
  readonly #first: NameColumn | null
  readonly #last: NameColumn | null
  readonly #digest: OriginalDigest
  readonly #digests = new DigestList()
  readonly #openers = new DigestList()

  /** `names` are the columns of the rows, in their order. */
  constructor(table: Table, columns: readonly ColumnPlan[], names: readonly string[], digest: OriginalDigest) {
    const find = (mask: string): NameColumn | null => {
      const found = columns.find(({ rule }) => rule.mask === mask)
      if (!found) return null
      const { charset } = table.columns.find(({ name }) => name === found.column)!
      return { column: found.column, at: names.indexOf(found.column), charset: charsetOf(charset)! }
    }
    this.#table = table.name
    this.#first = find('first_name')
    this.#last = find('last_name')
    this.#digest = digest
  }

  record(bytes: Uint8Array, { starts, ends }: Cells): void {
    const [first, last] = [this.#first, this.#last]
    if (!first || !last || ends[first.at]! < 0 || ends[last.at]! < 0) return
    const firstName = first.charset.decode(bytes, starts[first.at]!, ends[first.at]!)
    const lastName = last.charset.decode(bytes, starts[last.at]!, ends[last.at]!)
    this.#add(`${firstName} ${lastName}`)
    this.#add(`${lastName} ${firstName}`)
  }

  originals(): Originals[] {
    if (!this.#first || !this.#last) return []
    const { column } = this.#last
    return [
      {
        keyId: this.#digest.keyId,
        table: this.#table,
        column,
        kind: 'identifying',
        read: 0,
        cells: this.#digests.pairs().length / 2,
        digests: this.#digests.pairs(),
        openers: this.#openers.pairs(),
      },
    ]
  }

  #add(name: string): void {
    const bytes = Buffer.from(name, 'utf8')
    if (!this.#digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!) || !this.#digest.readOpener()) return
    this.#digests.add(this.#digest.hi, this.#digest.lo)
    this.#openers.add(this.#digest.opensHi, this.#digest.opensLo)
  }
}
