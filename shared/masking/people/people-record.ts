/** A person as the survey met one: which source it is of, whom the row is about, and the cells as the columns have them. */
export interface PersonRecord {
  readonly source: number
  /** Null where the row is about nobody, or nothing is drawn from that. */
  readonly subject: Uint8Array | null
  readonly cells: readonly Uint8Array[]
}

/** What is longer is nobody's name. */
export const longestCell = 400
const none = 0xffff

export function writeRecord({ source, subject, cells }: PersonRecord): Uint8Array {
  const parts = [subject, ...cells]
  const length = parts.reduce((sum, part) => sum + 2 + (part?.length ?? 0), 4)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, source, true)
  view.setUint16(2, cells.length, true)
  let at = 4
  for (const part of parts) {
    view.setUint16(at, part?.length ?? none, true)
    at += 2
    if (part) bytes.set(part, at)
    at += part?.length ?? 0
  }
  return bytes
}

export function readRecord(bytes: Uint8Array, at: number): PersonRecord {
  const number = (from: number) => bytes[from]! | (bytes[from + 1]! << 8)
  const [source, count] = [number(at), number(at + 2)]
  const parts: (Uint8Array | null)[] = []
  let from = at + 4
  for (let part = 0; part <= count; part++) {
    const length = number(from)
    from += 2
    // A copy: the shared memory goes to code that takes no such thing.
    parts.push(length === none ? null : bytes.slice(from, from + length))
    from += length === none ? 0 : length
  }
  const [subject = null, ...cells] = parts
  return { source, subject, cells: cells.map((cell) => cell ?? new Uint8Array()) }
}

/** Bytes of the record that begins there. */
export function recordLength(bytes: Uint8Array, at: number): number {
  const count = bytes[at + 2]! | (bytes[at + 3]! << 8)
  let end = at + 4
  for (let part = 0; part <= count; part++) {
    const length = bytes[end]! | (bytes[end + 1]! << 8)
    end += 2 + (length === none ? 0 : length)
  }
  return end - at
}
