import { release } from '../../../masking/digests/memory.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'
import { maxPayloadBytes } from './packets.ts'
import type { WireInput } from './wire-input.ts'

const initialBytes = 1 << 19
const headerBytes = 4

/** Cuts a socket's bytes into packets, and runs of row packets into batches, in one buffer that is used again. */
export class PacketReader {
  readonly #input: WireInput
  #buffer = Buffer.allocUnsafeSlow(initialBytes)
  #start = 0
  #end = 0
  #ends = new Uint32Array(4096)
  /** The long row that was given out last: the reader's own, as its buffer is. */
  #long: Buffer | null = null
  /** Seconds of silence after which a read fails: long while a statement runs, short between its rows. */
  silenceSeconds = 0
  /** Sequence number of the packet read last. */
  sequence = 0

  constructor(input: WireInput) {
    this.#input = input
  }

  /** One whole payload, copied: for everything but rows. Joins the parts of one that is longer than 16 MB. */
  async readPayload(): Promise<Buffer> {
    const parts: Buffer[] = []
    for (;;) {
      while (!this.#holdsPacket(this.#start)) await this.#fill()
      const length = this.#lengthAt(this.#start)
      this.sequence = this.#buffer[this.#start + 3]!
      const begin = this.#start + headerBytes
      parts.push(Buffer.from(this.#buffer.subarray(begin, begin + length)))
      this.#start = begin + length
      if (length < maxPayloadBytes) return parts.length === 1 ? parts[0]! : join(parts)
    }
  }

  /** The rows that have arrived, at least one; null when the next packet ends the rows. */
  async readRows(): Promise<RowBatch | null> {
    this.#giveBack()
    while (!this.#holdsPacket(this.#start)) await this.#fill()
    while (this.#input.hasBytes && this.#end < initialBytes / 2) await this.#fill()
    if (this.#endsRows(this.#start)) return null
    return this.#lengthAt(this.#start) === maxPayloadBytes ? this.#longRow() : this.#shortRows()
  }

  async #longRow(): Promise<RowBatch> {
    const bytes = await this.readPayload()
    this.#long = bytes
    return { bytes, start: 0, ends: Uint32Array.of(bytes.length), count: 1 }
  }

  /** After a long row: its memory at once, as a thread that waits collects nothing. */
  #giveBack(): void {
    if (!this.#long) return
    release(this.#long)
    this.#long = null
    const waiting = this.#buffer.subarray(this.#start, this.#end)
    if (this.#buffer.length <= initialBytes || waiting.length > initialBytes) return
    const before = this.#buffer
    this.#buffer = Buffer.allocUnsafeSlow(initialBytes)
    this.#end = waiting.copy(this.#buffer)
    this.#start = 0
    release(before)
  }

  /** Squeezes the packet headers out in place, so that the rows lie back to back. */
  #shortRows(): RowBatch {
    const buffer = this.#buffer
    const start = this.#start
    let write = start
    let read = start
    let count = 0
    while (this.#holdsPacket(read) && !this.#endsRows(read)) {
      const length = this.#lengthAt(read)
      if (length === maxPayloadBytes) break
      buffer.copyWithin(write, read + headerBytes, read + headerBytes + length)
      write += length
      read += headerBytes + length
      if (count === this.#ends.length) this.#growEnds()
      this.#ends[count++] = write
    }
    this.#start = read
    return { bytes: buffer, start, ends: this.#ends, count }
  }

  #holdsPacket(at: number): boolean {
    return this.#end - at >= headerBytes && this.#end - at - headerBytes >= this.#lengthAt(at)
  }

  #lengthAt(at: number): number {
    return this.#buffer[at]! | (this.#buffer[at + 1]! << 8) | (this.#buffer[at + 2]! << 16)
  }

  /** An EOF packet (shorter than 9 bytes) or an ERR packet. */
  #endsRows(at: number): boolean {
    const first = this.#buffer[at + headerBytes]
    return (first === 0xfe && this.#lengthAt(at) < 9) || (first === 0xff && this.#lengthAt(at) > 0)
  }

  async #fill(): Promise<void> {
    const block = await this.#input.next(this.silenceSeconds)
    if (this.#end + block.length > this.#buffer.length) this.#makeRoom(block.length)
    this.#end += block.copy(this.#buffer, this.#end)
  }

  #makeRoom(bytes: number): void {
    const needed = this.#end - this.#start + bytes
    const target =
      needed > this.#buffer.length ? Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2)) : this.#buffer
    this.#buffer.copy(target, 0, this.#start, this.#end)
    this.#buffer = target
    this.#end -= this.#start
    this.#start = 0
  }

  #growEnds(): void {
    const longer = new Uint32Array(this.#ends.length * 2)
    longer.set(this.#ends)
    this.#ends = longer
  }
}

function join(parts: readonly Buffer[]): Buffer {
  const whole = Buffer.allocUnsafeSlow(parts.reduce((bytes, part) => bytes + part.length, 0))
  let at = 0
  for (const part of parts) {
    at += part.copy(whole, at)
    release(part)
  }
  return whole
}
