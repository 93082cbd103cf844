import type { Socket } from 'node:net'
import { RunFailedError } from '../../../errors.ts'
import { maxPayloadBytes } from './packets.ts'

const blockBytes = 1 << 20
const headerBytes = 4
const copiedBytes = 4096

/** Writes packets, each awaited until the kernel has its bytes: memory stays bounded however slow the server is. */
export class WireOutput {
  readonly #socket: Socket
  readonly #place: string
  readonly #silenceSeconds: number
  /** Sequence number of the packet written next. */
  sequence = 0
  /** The largest packet that the server takes. */
  packetBytes = blockBytes

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
    for (let begin = 0; begin < block.length; begin += bytes)
      await this.#writePacket(block.subarray(begin, begin + bytes))
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
      // Statements are small: one write of a copy takes the kernel and node less than two of what is there.
      if (payload.length <= copiedBytes) {
        const packet = Buffer.allocUnsafe(headerBytes + payload.length)
        packet.set(payload, headerBytes)
        this.#socket.write(this.#headed(packet, payload.length), sent)
        return
      }
      this.#socket.cork()
      this.#socket.write(this.#headed(Buffer.allocUnsafe(headerBytes), payload.length))
      this.#socket.write(payload, sent)
      this.#socket.uncork()
    })
  }

  #headed(packet: Buffer, length: number): Buffer {
    packet.writeUIntLE(length, 0, 3)
    packet[3] = this.sequence++ & 0xff
    return packet
  }
}
