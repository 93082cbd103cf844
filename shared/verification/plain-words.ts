const [space, dot, at] = [0x20, 0x2e, 0x40]

// Bytes that words and sentences are made of: letters, those of other alphabets, spaces and what stands between words.
const ofSentences = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || /[A-Za-z\t\n\r ,;:!?&'"()-]/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** Whether a cell is words and nothing else: no digit, and no sign within a word as in addresses and user names. */
export function isPlainCell(bytes: Uint8Array, start: number, end: number): boolean {
  for (let here = start; here < end; here++) {
    const byte = bytes[here]!
    if (ofSentences[byte] === 1) continue
    // A full stop ends a word; within one it is part of a name of something.
    if (byte !== dot || (here + 1 < end && bytes[here + 1] !== space)) return false
  }
  return true
}

/** Whether no e-mail address can be in the cell. */
export function hasNoAddress(bytes: Uint8Array, start: number, end: number): boolean {
  for (let here = start; here < end; here++) if (bytes[here] === at) return false
  return true
}
