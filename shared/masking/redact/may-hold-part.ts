const [at, percent, quote, zero, nine] = [0x40, 0x25, 0x22, 0x30, 0x39]
const fewestDigits = 7
const shortestEncoded = 24
const encoded = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9+/=\r\n]/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** Whether a cell may hold an address, a number or a secret, in base64 too: a look at its bytes, so that most cells are not decoded. */
export function mayHoldPart(bytes: Uint8Array, start: number, end: number, ascii: boolean): boolean {
  if (!ascii) return true
  let digits = 0
  let isEncoded = end - start >= shortestEncoded
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    if (byte === at || byte === percent || byte === quote) return true
    if (byte >= zero && byte <= nine && ++digits >= fewestDigits) return true
    if (encoded[byte] === 0) isEncoded = false
  }
  return isEncoded
}
