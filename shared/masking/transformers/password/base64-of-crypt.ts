/** The 64 characters of crypt(3) and its kin, in their order. */
export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Bytes as crypt(3) writes them: three bytes, the first one lowest, as four characters, the lowest six bits first. */
export function cryptBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3)
    let number = group.reduce((sum, byte, place) => sum | (byte << (8 * place)), 0)
    for (let left = Math.ceil((group.length * 8) / 6); left > 0; left--, number >>>= 6)
      text += cryptAlphabet[number & 63]
  }
  return text
}

/** A salt of so many of these characters. */
export function cryptSalt(random: Uint8Array, length: number): string {
  return Array.from(random.subarray(0, length), (byte) => cryptAlphabet[byte & 63]).join('')
}
