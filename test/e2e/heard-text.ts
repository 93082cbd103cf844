import { Writable } from 'node:stream'

/** A stream whose text is kept; `heard` is given all of it whenever something is written. */
export class HeardText extends Writable {
  text = ''
  readonly #heard: (text: string) => void

  constructor(heard: (text: string) => void = () => undefined) {
    super()
    this.#heard = heard
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString()
    this.#heard(this.text)
    done()
  }
}
