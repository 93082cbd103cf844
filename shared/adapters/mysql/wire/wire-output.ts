import type { Socket } from 'node:net'
import { RunFailedError } from '../../../errors.ts'
import { maxPayloadBytes } from './packets.ts'

const blockBytes = 1 << 20
const headerBytes = 4
const copiedBytes = 16_384

/** Writes packets, each awaited until the kernel has its bytes: memory stays bounded however slow the server is. */
export class WireOutput {
  readonly #socket: Socket
  readonly #place: string
  readonly #silenceSeconds: number
  /** Sequence number of the packet written next. */
  sequence = 0
  /** The largest packet that the server takes. */
  packetBytes = blockBytes
  /** The last piece of a file, while it is small: it goes together with what comes next. */
  #held: Buffer | null = null

  constructor(socket: Socket, place: string, silenceSeconds: number) {
    this.#socket = socket
    this.#place = place
    this.#silenceSeconds = silenceSeconds
  }

  /** One payload of any length; at 16 MB it goes on in a further packet. */
  async writePayload(payload: Buffer): Promise<void> {
    for (let begin = 0; begin <= payload.length; begin += maxPayloadBytes)
      await this.#writePacket(payload.subarray(begin, begin + maxPayloadBytes))
  }

  /** A piece of a file, in packets of a megabyte at the most; its memory may be used again afterwards. */
  async writeBlock(block: Uint8Array): Promise<void> {
    const bytes = Math.min(blockBytes, this.packetBytes)
    for (let begin = 0; begin < block.length; begin += bytes) {
      const piece = block.subarray(begin, begin + bytes)
      if (this.#held === null && piece.length <= copiedBytes) this.#held = this.#packet(piece)
      else await this.#writePacket(piece)
    }
  }

  /** The end of a file. */
  writeEmpty(): Promise<void> {
    return this.#writePacket(new Uint8Array(0))
  }

  #writePacket(payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const watchdog = setTimeout(() => this.#socket.destroy(), this.#silenceSeconds * 1000)
      const sent = (error: Error | null | undefined) => {
        clearTimeout(watchdog)
        if (error) reject(new RunFailedError(`${this.#place}: the connection was lost while sending.`))
        else resolve()
      }
      const held = this.#held
      this.#held = null
      // Statements are small, and so are the files of small tables: one write of a copy takes the kernel and node less than two of what is there.
      if (payload.length <= copiedBytes) {
        const packet = this.#packet(payload)
        this.#socket.write(held ? Buffer.concat([held, packet]) : packet, sent)
        return
      }
      this.#socket.cork()
      if (held) this.#socket.write(held)
      this.#socket.write(this.#headed(Buffer.allocUnsafe(headerBytes), payload.length))
      this.#socket.write(payload, sent)
      this.#socket.uncork()
    })
  }

  #packet(payload: Uint8Array): Buffer {
    const packet = Buffer.allocUnsafe(headerBytes + payload.length)
    packet.set(payload, headerBytes)
    return this.#headed(packet, payload.length)
  }

  #headed(packet: Buffer, length: number): Buffer {
    packet.writeUIntLE(length, 0, 3)
    packet[3] = this.sequence++ & 0xff
    return packet
  }
}
