import type { Socket } from 'node:net'
import { RunFailedError } from '../../errors.ts'

const highWaterBytes = 1 << 20

/** Bytes of a socket on demand: pauses it when a megabyte waits, fails when it closes or stays silent too long. */
export class ByteQueue {
  readonly #socket: Socket
  readonly #place: string
  readonly #idleMilliseconds: number
  readonly #blocks: Buffer[] = []
  #waitingBytes = 0
  #failure: Error | null = null
  #wake: (() => void) | null = null

  constructor(socket: Socket, place: string, idleSeconds: number) {
    this.#socket = socket
    this.#place = place
    this.#idleMilliseconds = idleSeconds * 1000
    socket.on('data', (block: Buffer) => this.#push(block))
    socket.on('error', () => this.#fail('the connection was lost'))
    socket.on('close', () => this.#fail('the connection was lost'))
    socket.resume()
  }

  get hasBytes(): boolean {
    return this.#blocks.length > 0
  }

  get failure(): Error | null {
    return this.#failure
  }

  async next(): Promise<Buffer> {
    if (this.#blocks.length === 0) await this.#wait()
    const block = this.#blocks.shift()!
    this.#waitingBytes -= block.length
    if (this.#waitingBytes < highWaterBytes && this.#socket.isPaused()) this.#socket.resume()
    return block
  }

  #push(block: Buffer): void {
    this.#blocks.push(block)
    this.#waitingBytes += block.length
    if (this.#waitingBytes >= highWaterBytes) this.#socket.pause()
    this.#wake?.()
  }

  #fail(reason: string): void {
    this.#failure ??= new RunFailedError(`${this.#place}: ${reason}.`)
    this.#wake?.()
  }

  async #wait(): Promise<void> {
    if (this.#failure) throw this.#failure
    const seconds = this.#idleMilliseconds / 1000
    await new Promise<void>((resolve) => {
      const watchdog = setTimeout(() => this.#fail(`the server sent nothing for ${seconds} s`), this.#idleMilliseconds)
      this.#wake = () => {
        clearTimeout(watchdog)
        this.#wake = null
        resolve()
      }
    })
    if (this.#blocks.length === 0) {
      this.#socket.destroy()
      throw this.#failure ?? new RunFailedError(`${this.#place}: the connection was lost.`)
    }
  }
}
