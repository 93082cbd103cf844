/** What the bytes of a cell tell of the encodings that can be in it: bits of one number, so that a look decides. */
export const sign = {
  backslash: 1,
  percent: 2,
  ampersand: 4,
  equals: 8,
  control: 16,
  /** A byte beyond ASCII. */
  high: 32,
  newline: 64,
  /** A digit of ASCII, or a byte with which one of another script may begin. */
  digit: 128,
  /** A capital right behind a small letter. */
  camel: 256,
  /** Many letters and digits in a row, as base64 and hex are: with a capital, or of the digits of hex. */
  run: 512,
  less: 1024,
  colon: 2048,
  /** A capital between a space and a stop or a space, and another letter like it behind that. */
  initial: 4096,
  /** A digit of ASCII. */
  figure: 8192,
  /** Three bytes with which UTF-8 goes on that was taken for Latin-1 and stored as UTF-8 once more. */
  twice: 16_384,
} as const

const [lower, upper, encoded, gap, stop] = [1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20]
/** Of hex. */
const digit = 1 << 23
/** Of a character of two bytes that is the first of two in Latin-1. */
const [lead, follows] = [1 << 21, 1 << 22]
const longestWord = 12

const signs: Readonly<Record<string, number>> = {
  '\\': sign.backslash,
  '%': sign.percent,
  '&': sign.ampersand,
  '=': sign.equals,
  '<': sign.less,
  ':': sign.colon,
}

const kinds = Uint32Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  let kind = 0
  if (/[A-Za-z0-9+/_-]/.test(character)) kind |= encoded
  if (/[0-9A-Fa-f]/.test(character)) kind |= digit
  if (/[a-z]/.test(character)) kind |= lower
  if (/[A-Z]/.test(character)) kind |= upper
  if (/[0-9]/.test(character)) kind |= sign.digit | sign.figure
  if (/[ _-]/.test(character)) kind |= gap
  if (character === '.') kind |= stop
  if (byte >= 0x80) kind |= sign.high
  if (byte === 0xc3) kind |= lead
  if (byte >= 0x82 && byte <= 0xa2) kind |= follows
  // With these digits of other scripts begin, which are ours where words are compared; and letters beside them.
  if ([0xd9, 0xdb, 0xe0, 0xe1, 0xef, 0xf0].includes(byte)) kind |= sign.digit
  if (byte === 0x0a || byte === 0x0d) kind |= sign.newline
  else if (byte < 0x20 && byte !== 0x09) kind |= sign.control
  return kind | (signs[character] ?? 0)
})

/** Every sign that is in bytes[start, end). */
export function signsOf(bytes: Uint8Array, start: number, end: number): number {
  let all = 0
  let before = 0
  let earlier = 0
  let run = 0
  for (let at = start; at < end; at++) {
    const kind = kinds[bytes[at]!]!
    all |= kind
    if ((before & lower) !== 0 && (kind & upper) !== 0) all |= sign.camel
    if ((kind & encoded) === 0) run = 0
    else if (++run === longestWord && mayBeEncoded(bytes, at + 1 - run, end)) all |= sign.run
    if ((before & upper) !== 0 && (earlier & gap) !== 0 && (kind & (stop | gap)) !== 0 && isBeforeName(bytes, at, end))
      all |= sign.initial
    if ((kind & sign.high) !== 0 && (before & follows) !== 0 && (earlier & lead) !== 0) all |= sign.twice
    earlier = before
    before = kind
  }
  return all
}

/** Of the row of letters and digits that begins there: base64 has capitals, and hex no other letters. A long word has neither. */
function mayBeEncoded(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0
  for (let at = start; at < end; at++) {
    const kind = kinds[bytes[at]!]!
    if ((kind & upper) !== 0) return true
    if ((kind & encoded) === 0) return false
    digits = (kind & digit) === 0 ? 0 : digits + 1
    if (digits === longestWord) return true
  }
  return false
}

/** Whether a name goes on behind an initial, of which the stop or space stands there: most are the word `I`. */
function isBeforeName(bytes: Uint8Array, at: number, end: number): boolean {
  const hasStop = (kinds[bytes[at]!]! & stop) !== 0 && at + 1 < end && (kinds[bytes[at + 1]!]! & gap) !== 0
  const next = hasStop ? at + 2 : at + 1
  return next < end && ((kinds[bytes[next]!]! & upper) !== 0 || (bytes[next]! >= 0xc3 && bytes[next]! <= 0xd0))
}
