import type { TablePlan } from '../policy/plan.ts'
import type { Table } from '../schema/schema.ts'
import type { Cells } from './cells.ts'
import { type Charset, charsetOf } from './charset.ts'
import { DigestList } from './digest-list.ts'
import type { OriginalDigest } from './original-digest.ts'
import type { Originals } from './originals.ts'

/**
 * Where a table keeps first and last names apart, texts name people with both: "first last" and "last first" of each row are
 * originals too.
 */
export class PersonNames {
  readonly #table: string
  readonly #plan: TablePlan
  readonly #first: number
  readonly #last: number
  readonly #charsets: readonly (Charset | null)[]
  readonly #digest: OriginalDigest
  readonly #digests = new DigestList()
  readonly #openers = new DigestList()

  constructor(table: Table, plan: TablePlan, digest: OriginalDigest) {
    this.#table = table.name
    this.#plan = plan
    this.#first = plan.columns.findIndex(({ rule }) => rule.mask === 'first_name')
    this.#last = plan.columns.findIndex(({ rule }) => rule.mask === 'last_name')
    this.#charsets = plan.columns.map(({ column }) =>
      charsetOf(table.columns.find(({ name }) => name === column)?.charset ?? null),
    )
    this.#digest = digest
  }

  record(bytes: Uint8Array, { starts, ends }: Cells): void {
    if (this.#first < 0 || this.#last < 0 || ends[this.#first]! < 0 || ends[this.#last]! < 0) return
    const first = this.#charsets[this.#first]!.decode(bytes, starts[this.#first]!, ends[this.#first]!)
    const last = this.#charsets[this.#last]!.decode(bytes, starts[this.#last]!, ends[this.#last]!)
    this.#add(`${first} ${last}`)
    this.#add(`${last} ${first}`)
  }

  originals(): Originals[] {
    if (this.#first < 0 || this.#last < 0) return []
    const column = this.#plan.columns[this.#last]!.column
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
