import type { Cells } from '../masking/rows/cells.ts'
import type { ScannedColumn } from './leak-scanner.ts'

const longestName = 40
const letter = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || /[A-Za-z]/.test(String.fromCharCode(byte)) ? 1 : 0,
)
const ofNames = Uint8Array.from({ length: 256 }, (_, byte) =>
  letter[byte] === 1 || /[ .'-]/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** First and last names that stand apart in two columns that the policy keeps, one behind the other among the columns of text. */
export class NamesApart {
  /** Places of columns in the row. */
  readonly #pairs: readonly (readonly [first: number, last: number])[]
  #both = Buffer.alloc(2 * longestName + 1)

  constructor(columns: readonly ScannedColumn[]) {
    const texts = columns.flatMap(({ column, masked, searched }, at) => {
      const isOfNames =
        column.kind === 'text' && /^(utf8|ascii$)/.test(column.charset ?? '') && (column.maxLength ?? longestName) > 3
      return searched && !masked && isOfNames ? [at] : []
    })
    this.#pairs = texts.slice(1).map((last, n) => [texts[n]!, last] as const)
  }

  /** Calls `visit` with both names of each pair in a row that can be names, and the column of the second one. */
  each(bytes: Uint8Array, { starts, ends }: Cells, visit: (column: number, both: Buffer) => void): void {
    for (const [first, last] of this.#pairs) {
      if (!isName(bytes, starts[first]!, ends[first]!) || !isName(bytes, starts[last]!, ends[last]!)) continue
      let length = 0
      for (let at = starts[first]!; at < ends[first]!; at++) this.#both[length++] = bytes[at]!
      this.#both[length++] = 0x20
      for (let at = starts[last]!; at < ends[last]!; at++) this.#both[length++] = bytes[at]!
      visit(last, this.#both.subarray(0, length))
    }
  }
}

function isName(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 2 || end - start > longestName || letter[bytes[start]!] === 0) return false
  for (let at = start + 1; at < end; at++) if (ofNames[bytes[at]!] === 0) return false
  return true
}
