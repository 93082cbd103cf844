import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes, utf8Bytes } from './reading.ts'

/** Rich text: letters as `\'fc` or `\u252?`, and words of control between them. */
export const rtf: Reading = {
  name: 'rich text (RTF)',
  of: 'content',
  signs: sign.backslash,
  read: (bytes) =>
    bytes.includes('{\\rtf')
      ? replaceBytes(
          bytes,
          /\\'([0-9a-f]{2})|\\u(-?\d{1,5}) ?(?:\\'[0-9a-f]{2}|\?)?|\\(par|line|tab|cell|row)\b ?|\\[a-z]+-?\d* ?|\\\*|[{}]/gi,
          (_all, byte, code, gap) => {
            if (byte) return utf8Bytes(Number.parseInt(byte, 16))
            if (code) return utf8Bytes((Number(code) + 0x10000) % 0x10000)
            return gap ? ' ' : ''
          },
        )
      : null,
}
