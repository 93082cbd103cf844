/**
 * A longer copy, and the memory of the shorter one back at once: a thread that has nothing to do collects nothing, and buffers for a row
 * of 60 MB add up. Not by `transfer` to the longer size, which would write zeroes over all of it.
 */
export function grown<Numbers extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  numbers: Numbers,
  length: number,
): Numbers {
  const longer = new (numbers.constructor as new (length: number) => Numbers)(length)
  longer.set(numbers)
  release(numbers)
  return longer
}

/** Frees memory now; what it shares with others is left alone. */
export function release({ buffer, byteLength }: Uint8Array | Uint32Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
