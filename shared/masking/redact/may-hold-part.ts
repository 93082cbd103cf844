const [at, percent, zero, nine] = [0x40, 0x25, 0x30, 0x39]
const fewestDigits = 7

/** Whether a cell may hold an address or a number: a look at its bytes that nearly all cells fail, so that they are not decoded. */
export function mayHoldPart(bytes: Uint8Array, start: number, end: number, ascii: boolean): boolean {
  if (!ascii) return true
  let digits = 0
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    if (byte === at || byte === percent) return true
    if (byte >= zero && byte <= nine && ++digits >= fewestDigits) return true
  }
  return false
}
