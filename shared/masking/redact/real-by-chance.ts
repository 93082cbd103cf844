import type { DigestFilter } from '../digests/digest-filter.ts'
import { DigestList } from '../digests/digest-list.ts'
import type { Exclusions } from '../digests/exclusions.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { RealValues } from '../rows/real-values.ts'
import type { Charset } from '../text/charset.ts'
import { aroundChange, ChangedWords } from './changed-words.ts'

/**
 * Real values that stand in a cell only since fakes stand in it: half of a fake beside a word that was kept, or beside another fake. Neither
 * can be drawn again, as both are what the row has. What was in the cell before is never among them.
 */
export class RealByChance {
  /** In how many cells there were any. */
  cells = 0
  readonly #keyId: string
  readonly #values: RealValues
  readonly #changed: ChangedWords
  readonly #found = new DigestList()

  /** `openers`: see RealValues. */
  constructor(exclusions: Exclusions, digest: OriginalDigest, openers: DigestFilter | null = null) {
    this.#keyId = digest.keyId
    this.#values = new RealValues(exclusions, digest, openers)
    this.#changed = new ChangedWords(digest.text)
  }

  /** Looks at a cell as it was, and as so many bytes of what it became. */
  look(before: Uint8Array, after: Uint8Array, length: number, charset: Charset): void {
    const [values, changed] = [this.#values, this.#changed]
    // Most hold none at all, and need not be held against what they were.
    const [start, end] = charset.ascii ? aroundChange(before, after, length) : [0, length]
    if (!values.isWithin(after, start, end, charset)) return
    changed.read(before, after, length, charset)
    if (!values.isAround(changed.from, changed.to, null)) return
    const [now, then] = [new DigestList(), new DigestList()]
    values.isAround(changed.from, changed.to, now)
    values.list(before, before.length, charset, then)
    const made = now.drain()
    let isAny = false
    for (let at = 0; at < made.length; at += 2) {
      const [hi, lo] = [made[at]!, made[at + 1]!]
      if (!then.add(hi, lo)) continue
      this.#found.add(hi, lo)
      isAny = true
    }
    if (isAny) this.cells++
  }

  /** What says of which column they were drawn, and nothing of its values; nothing where there were none. */
  originals(table: string, column: string): Originals[] {
    if (this.#found.isEmpty) return []
    const nothing = { kind: 'none' as const, read: 0, cells: 0, digests: new Uint32Array(), openers: new Uint32Array() }
    return [{ keyId: this.#keyId, table, column, ...nothing, drawn: this.#found.drain() }]
  }
}
