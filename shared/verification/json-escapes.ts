const backslash = 0x5c
const lowerU = 0x75

/** True when the cell holds `\u`, behind which JSON and PHP hide letters. */
export function hasEscapes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end - 1; at++) if (bytes[at] === backslash && bytes[at + 1] === lowerU) return true
  return false
}

/** `\u00e9` and its kin as the letters that they mean, other escapes as spaces. */
export function decodeEscapes(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\[nrt"\\/]/g, ' ')
}
