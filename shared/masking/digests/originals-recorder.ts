import type { ColumnPlan } from '../../policy/plan.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import type { OriginalsKind, Transformer } from '../transformer.ts'
import { DigestList } from './digest-list.ts'
import { FormsRecorder } from './forms/forms-recorder.ts'
import { type OriginalDigest, passageWords } from './original-digest.ts'
import { type CalledKind, originalsKind, strictestKind } from './original-kinds.ts'
import type { Originals } from './originals.ts'

/** Collects the digests of one column's real values over a chunk. */
export class OriginalsRecorder {
  readonly #table: string
  readonly #forms: FormsRecorder
  readonly #plan: ColumnPlan
  readonly #kind: OriginalsKind
  readonly #digest: OriginalDigest
  readonly #digests: DigestList
  #read = 0
  #cells = 0
  #contacts = 0
  readonly #openers: DigestList

  /** `called` is what the column's own name says (rows/called-kind.ts), `rows` about how many there will be. */
  constructor(
    table: string,
    plan: ColumnPlan,
    transformer: Transformer,
    digest: OriginalDigest,
    called: CalledKind = null,
    rows = 0,
  ) {
    this.#table = table
    this.#plan = plan
    this.#kind = strictestKind(originalsKind(transformer, plan.rule), called)
    this.#digest = digest
    const { digests = 0, openers = 0 } = before.get(this.#place) ?? {}
    this.#digests = new DigestList(digests, rows)
    this.#openers = new DigestList(openers, rows)
    this.#forms = new FormsRecorder(digest, this.#kind, plan.rule.mask === 'phone' || called === 'phone')
  }

  /** False where nothing is recorded; else the cell's digest is the one made last. */
  record(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    this.#read++
    if (this.#kind === 'none') return false
    if (charset.isBytes) {
      if (isBytes(cell, start, end)) this.#forms.recordBytes(cell.subarray(start, end))
      return this.#recordText(cell, start, end, utf8)
    }
    return this.#recordText(cell, start, end, charset)
  }

  #recordText(cell: Uint8Array, start: number, end: number, charset: Charset): boolean {
    if (!this.#digest.read(cell, start, end, charset)) return true
    this.#cells++
    // A value that came before has left its other spellings then.
    const isNew = this.#digests.add(this.#digest.hi, this.#digest.lo)
    if (isNew && this.#isSearchedWithin() && this.#digest.readOpener())
      this.#openers.add(this.#digest.opensHi, this.#digest.opensLo)
    if (!isNew) return true
    if (this.#forms.record(cell, start, end, charset)) this.#contacts++
    return true
  }

  /** Only what would be a leak within a longer text is looked for there (verification/severity.ts). */
  #isSearchedWithin(): boolean {
    const { text } = this.#digest
    return this.#kind !== 'text' || text.words >= passageWords || text.hasDigit(0, text.words)
  }

  get #place(): string {
    return `${this.#table}\0${this.#plan.column}`
  }

  /** What was collected; the recorder is empty then. */
  originals(): Originals[] {
    before.set(this.#place, { digests: this.#digests.count, openers: this.#openers.count })
    this.#forms.finish()
    const { names, words, numbers } = this.#forms
    const hasWords = !words.digests.isEmpty
    const values: Originals = {
      keyId: this.#digest.keyId,
      table: this.#table,
      column: this.#plan.column,
      ...('match' in this.#plan ? { branch: String(this.#plan.match ?? '') } : {}),
      ...('path' in this.#plan ? { branch: String(this.#plan.path ?? '') } : {}),
      kind: this.#kind,
      read: this.#read,
      cells: this.#cells,
      ...(this.#contacts > 0 ? { contacts: this.#contacts } : {}),
      digests: names.digests.drain(this.#digests),
      openers: names.openers.drain(this.#openers),
    }
    if (!hasWords) return [values]
    const counts = numbers.size > 0 ? { numbers: Object.fromEntries(numbers) } : {}
    const none = { form: 'words', kind: 'identifying', read: 0, cells: 0 } as const
    const { contacts: _, ...described } = values
    return [
      values,
      { ...described, ...none, ...counts, digests: words.digests.drain(), openers: words.openers.drain() },
    ]
  }
}

/** By column, how many there were in the chunk before: in the next there are about as many. */
const before = new Map<string, { digests: number; openers: number }>()

const utf8 = charsetOf('utf8mb4')!
const [fewestBytes, mostBytes] = [8, 32]

/** Whether a cell is an id in bytes: of such a length, and no text. */
export function isBytes(cell: Uint8Array, start: number, end: number): boolean {
  if (end - start < fewestBytes || end - start > mostBytes) return false
  for (let here = start; here < end; here++) if (cell[here]! < 0x20 || cell[here]! > 0x7e) return true
  return false
}
