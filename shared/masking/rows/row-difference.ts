const newline = 0x0a
const tab = 0x09

/** In what rows that are stored differ from those that are to be there. Numbers of rows, and never a row itself. */
export interface RowDifference {
  /** Rows that are to be there. */
  readonly rows: number
  /** Rows that are to be written, by their number from 0 in the order in which they came: one bit each. */
  readonly written: RowNumbers
  /** Key cells of rows that are stored and are not to be: each as LOAD DATA text, tabs between them. */
  readonly extra: readonly Buffer[]
}

/** A set of row numbers, a bit for each. */
export class RowNumbers {
  count = 0
  #bits = new Uint8Array(1 << 10)

  add(row: number): void {
    if (row >> 3 >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(this.#bits.length * 2, (row >> 3) + 1))
      larger.set(this.#bits)
      this.#bits = larger
    }
    this.#bits[row >> 3]! |= 1 << (row & 7)
    this.count++
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0
  }
}

/**
 * Compares the rows that are to be in a place with those that are stored there, both as LOAD DATA text of the same columns. `key` says
 * which cells of a row are its key. Rows may come in any order: in the same one nothing but the two rows at hand is remembered, and a row
 * that one side alone has costs a moment, until the sides are in step again.
 */
export async function compareRows(
  wanted: AsyncIterable<Uint8Array>,
  stored: AsyncIterable<Uint8Array>,
  key: readonly number[],
): Promise<RowDifference> {
  const [left, right] = [new Lines(wanted), new Lines(stored)]
  const written = new RowNumbers()
  /** Rows of one side whose counterpart has not come yet, by their key. */
  const unmatched = { wanted: new Map<string, { row: number; text: string }>(), stored: new Map<string, string>() }
  let rows = 0
  const isHere = async (lines: Lines) => lines.has() || (await lines.fill())
  const takeWanted = () => {
    const [id, text] = [left.key(key), left.text()]
    left.next()
    const other = unmatched.stored.get(id)
    if (other === undefined) unmatched.wanted.set(id, { row: rows, text })
    else {
      unmatched.stored.delete(id)
      if (other !== text) written.add(rows)
    }
    rows++
    return other !== undefined
  }
  const takeStored = () => {
    const [id, text] = [right.key(key), right.text()]
    right.next()
    const other = unmatched.wanted.get(id)
    if (!other) unmatched.stored.set(id, text)
    else {
      unmatched.wanted.delete(id)
      if (other.text !== text) written.add(other.row)
    }
    return other !== undefined
  }
  while ((await isHere(left)) && (await isHere(right))) {
    while (left.has() && right.has() && left.equals(right)) {
      left.next()
      right.next()
      rows++
    }
    if (!left.has() || !right.has()) continue
    if (left.key(key) === right.key(key)) {
      written.add(rows++)
      left.next()
      right.next()
    } else if (unmatched.stored.has(left.key(key))) takeWanted()
    else if (unmatched.wanted.has(right.key(key))) takeStored()
    else {
      takeWanted()
      takeStored()
    }
  }
  while (await isHere(left)) takeWanted()
  while (await isHere(right)) takeStored()
  for (const { row } of unmatched.wanted.values()) written.add(row)
  return { rows, written, extra: [...unmatched.stored.keys()].map((id) => Buffer.from(id, 'latin1')) }
}

/** The rows of LOAD DATA text that `chosen` names, in blocks. */
export async function* pickRows(blocks: AsyncIterable<Uint8Array>, chosen: RowNumbers): AsyncGenerator<Buffer> {
  const lines = new Lines(blocks)
  let row = 0
  while (lines.has() || (await lines.fill())) {
    const picked: Buffer[] = []
    for (; lines.has(); lines.next()) if (chosen.has(row++)) picked.push(lines.line())
    if (picked.length > 0) yield Buffer.concat(picked)
  }
}

const firstBytes = 1 << 16

/** Rows of LOAD DATA text, one at hand. A newline within a cell is escaped, so every plain one ends a row. */
class Lines {
  readonly #blocks: AsyncIterator<Uint8Array>
  /** One buffer that grows and is used again: whoever makes the blocks uses theirs again too. */
  #bytes = Buffer.allocUnsafeSlow(firstBytes)
  #length = 0
  #start = 0
  /** Behind the newline of the row at hand; -1 when there is none. */
  #end = -1

  constructor(blocks: AsyncIterable<Uint8Array>) {
    this.#blocks = blocks[Symbol.asyncIterator]()
  }

  has(): boolean {
    return this.#end >= 0
  }

  /** Reads on until a whole row is at hand; false at the end. */
  async fill(): Promise<boolean> {
    this.#bytes.copyWithin(0, this.#start, this.#length)
    this.#length -= this.#start
    this.#start = 0
    for (;;) {
      const { done, value } = await this.#blocks.next()
      if (done) return false
      this.#append(value)
      this.#find(this.#length - value.length)
      if (this.#end >= 0) return true
    }
  }

  next(): void {
    this.#start = this.#end
    this.#find(this.#start)
  }

  equals(other: Lines): boolean {
    return this.#bytes.compare(other.#bytes, other.#start, other.#end, this.#start, this.#end) === 0
  }

  /** The row at hand with its newline; valid until the next `fill`. */
  line(): Buffer {
    return this.#bytes.subarray(this.#start, this.#end)
  }

  text(): string {
    return this.#bytes.toString('latin1', this.#start, this.#end)
  }

  /** Its key cells as they stand, tabs between them. */
  key(cells: readonly number[]): string {
    return cells.map((cell) => this.#cell(cell)).join('\t')
  }

  #cell(number: number): string {
    let start = this.#start
    for (let cell = 0; cell < number; cell++) start = this.#bytes.indexOf(tab, start) + 1
    const found = this.#bytes.indexOf(tab, start)
    return this.#bytes.toString('latin1', start, found < 0 || found >= this.#end ? this.#end - 1 : found)
  }

  #append(value: Uint8Array): void {
    const needed = this.#length + value.length
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    this.#bytes.set(value, this.#length)
    this.#length = needed
  }

  #find(from: number): void {
    const found = this.#bytes.indexOf(newline, from)
    this.#end = found < 0 || found >= this.#length ? -1 : found + 1
  }
}
