/**
 * A longer copy, and the memory of the shorter one back at once: a thread that has nothing to do collects nothing, and buffers for a row
 * of 60 MB add up. Not by `transfer` to the longer size, which would write zeroes over all of it.
 */
export function grown(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(length)
  longer.set(bytes)
  release(bytes)
  return longer
}

/** Frees memory now; what it shares with others is left alone. */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
