import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes, utf8Bytes } from './reading.ts'

const pattern =
  /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x\{?([0-9a-fA-F]{2})\}?|(0{3}[0-9a-fA-F]{3}) ?|([0-3][0-7]{2})|(00[0-9a-fA-F]{2}|[0-9a-fA-F]{4,6}) ?|(.))/gs

/** Escapes behind a backslash, of JSON, SQL, C, PHP, Python and CSS: letters by number, line breaks, quotes. */
export const escapes: Reading = {
  name: 'escapes of JSON, SQL, C and \\x',
  of: 'letters',
  signs: sign.backslash,
  read: (bytes) =>
    replaceBytes(bytes, pattern, (_all, braces, high, low, four, eight, byte, six, octal, css, plain) => {
      if (high)
        return utf8Bytes(0x10000 + ((Number.parseInt(high, 16) & 0x3ff) << 10) + (Number.parseInt(low!, 16) & 0x3ff))
      const code = braces ?? four ?? eight ?? six ?? css
      if (code) return utf8Bytes(Number.parseInt(code, 16))
      if (byte) return String.fromCharCode(Number.parseInt(byte, 16))
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8))
      return /[nrtbfvaeZ0]/.test(plain!) ? ' ' : plain!
    }),
}
