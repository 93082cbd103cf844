import { grown } from '../digests/memory.ts'

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
const firstBytes = 4096

/** Records, one after another. Each is begun, then takes the subject and the cells. */
export class PeopleRecords {
  /** Where the next record will begin. */
  length = 0
  #bytes: Uint8Array<ArrayBuffer>

  /** `expected`: about how many bytes there will be. What is not used of that costs nothing. */
  constructor(expected = 0) {
    this.#bytes = new Uint8Array(Math.max(firstBytes, expected))
  }

  begin(source: number, cells: number): void {
    this.#reserve(4)
    this.#number(source)
    this.#number(cells)
  }

  /** A subject or a cell: bytes [start, end), or nothing where the end is before the start. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const size = end - start
    this.#reserve(2 + Math.max(0, size))
    this.#number(size < 0 ? none : size)
    const to = this.#bytes
    for (let at = start; at < end; at++) to[this.length++] = bytes[at]!
  }

  /** Valid until the next one is begun. */
  all(): Uint8Array {
    return this.#bytes.subarray(0, this.length)
  }

  #number(value: number): void {
    this.#bytes[this.length++] = value & 0xff
    this.#bytes[this.length++] = value >>> 8
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    this.#bytes = grown(this.#bytes, (this.#bytes.length + more) * 2)
  }
}

export function writeRecord({ source, subject, cells }: PersonRecord): Uint8Array {
  const records = new PeopleRecords()
  records.begin(source, cells.length)
  for (const part of [subject, ...cells]) records.add(part ?? new Uint8Array(), 0, part?.length ?? -1)
  return records.all().slice()
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
