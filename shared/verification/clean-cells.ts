const slots = 64
/** Bytes of a slot: the length, then the cell. Longer cells rarely come twice. */
const slotBytes = 64
/** Until the first cell comes: a thousand small tables have thousands of columns. */
const nothing = new Uint8Array()

/**
 * Cells of one column in which nothing was found, as they come: the few values of a status, a country or an ENUM need to be
 * searched once, not in every row. A cell replaces the one that had its slot.
 */
export class CleanCells {
  #cells: Uint8Array = nothing

  has(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start
    const cells = this.#cells
    if (cells === nothing) return false
    const at = slotOf(bytes, start, end)
    if (length >= slotBytes || cells[at] !== length) return false
    for (let i = 0; i < length; i++) if (cells[at + 1 + i] !== bytes[start + i]) return false
    return true
  }

  /** `end` is behind `start`: length 0 marks an unused slot. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start
    if (length >= slotBytes) return
    if (this.#cells === nothing) this.#cells = new Uint8Array(slots * slotBytes)
    const at = slotOf(bytes, start, end)
    this.#cells[at] = length
    for (let i = 0; i < length; i++) this.#cells[at + 1 + i] = bytes[start + i]!
  }
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const middle = (start + end) >>> 1
  return ((bytes[start]! + bytes[middle]! * 5 + bytes[end - 1]! * 17 + (end - start) * 31) % slots) * slotBytes
}
