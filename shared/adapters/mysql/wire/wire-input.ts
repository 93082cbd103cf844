import type { Socket } from 'node:net'
import { RunFailedError } from '../../../errors.ts'
import { mostWaiting } from './ring-socket.ts'

/** Bytes of a socket on demand: pauses it when enough blocks wait, fails when it closes or stays silent too long. */
export class WireInput {
  readonly #socket: Socket
  readonly #place: string
  readonly #blocks: Buffer[] = []
  #failure: Error | null = null
  #wake: (() => void) | null = null

  constructor(socket: Socket, place: string) {
    this.#socket = socket
    this.#place = place
    socket.on('data', (block: Buffer) => this.#push(block))
    // 'end' too: a server that closes its half first would otherwise leave us waiting for the watchdog.
    for (const event of ['end', 'error', 'close']) socket.on(event, () => this.#fail('the connection was lost'))
    socket.resume()
  }

  get hasBytes(): boolean {
    return this.#blocks.length > 0
  }

  /** Why nothing more will come, null while the connection lives. */
  get failure(): Error | null {
    return this.#failure
  }

  /** The next bytes, to be copied before more are asked for; fails when the server sends none for `silenceSeconds`. */
  async next(silenceSeconds: number): Promise<Buffer> {
    if (this.#blocks.length === 0) await this.#wait(silenceSeconds)
    const block = this.#blocks.shift()!
    if (this.#blocks.length < mostWaiting && this.#socket.isPaused()) this.#socket.resume()
    return block
  }

  #push(block: Buffer): void {
    this.#blocks.push(block)
    if (this.#blocks.length >= mostWaiting) this.#socket.pause()
    this.#wake?.()
  }

  #fail(reason: string): void {
    this.#failure ??= new RunFailedError(`${this.#place}: ${reason}.`)
    this.#socket.destroy()
    this.#wake?.()
  }

  async #wait(seconds: number): Promise<void> {
    if (this.#failure) throw this.#failure
    await new Promise<void>((resolve) => {
      const watchdog = setTimeout(() => this.#fail(`the server sent nothing for ${seconds} s`), seconds * 1000)
      this.#wake = () => {
        clearTimeout(watchdog)
        this.#wake = null
        resolve()
      }
    })
    if (this.#blocks.length === 0) throw this.#failure!
  }
}
