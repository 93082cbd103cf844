const queryCommand = 3
const headerBytes = 4

/** Finds the statements in what a client sends: packets that begin a command. Files and logins pass unread. */
export class StatementReader {
  #left = 0
  #header = Buffer.alloc(0)

  /** The text of the statement that begins in these bytes, as far as they reach; null when none does. */
  read(bytes: Buffer): string | null {
    let statement: string | null = null
    for (let at = 0; at < bytes.length; ) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, bytes.length - at)
        this.#left -= step
        at += step
        continue
      }
      const missing = headerBytes - this.#header.length
      this.#header = Buffer.concat([this.#header, bytes.subarray(at, at + missing)])
      at += missing
      if (this.#header.length < headerBytes) break
      this.#left = this.#header.readUIntLE(0, 3)
      const begins = this.#header[3] === 0 && bytes[at] === queryCommand
      if (begins) statement = bytes.subarray(at + 1, at + this.#left).toString('utf8')
      this.#header = Buffer.alloc(0)
    }
    return statement
  }
}
