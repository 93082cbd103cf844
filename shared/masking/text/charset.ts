import { swe7, upperHalves } from './server-charsets.ts'

/** Text between a column's bytes and JS strings. `encode` writes '?' for what the character set lacks. */
export interface Charset {
  /** Whether ASCII characters are their own bytes, so that text without others need not be decoded. */
  readonly ascii: boolean
  /** Set where each byte is taken for a character, as nobody knows what they are. */
  readonly isBytes?: true
  readonly isUtf8?: true
  decode(bytes: Uint8Array, start: number, end: number): string
  encode(text: string): Uint8Array
  /** False when some character of the text would become '?'. */
  holds(text: string): boolean
}

/** MySQL's names of character sets and the Encoding Standard's; UTF-8 and UTF-16 are handled apart. */
const labels: Record<string, string> = {
  ascii: 'windows-1252',
  latin1: 'windows-1252',
  latin2: 'iso-8859-2',
  latin5: 'windows-1254',
  latin7: 'iso-8859-13',
  greek: 'iso-8859-7',
  hebrew: 'iso-8859-8',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1256: 'windows-1256',
  cp1257: 'windows-1257',
  cp866: 'ibm866',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  macroman: 'macintosh',
  tis620: 'windows-874',
  sjis: 'shift_jis',
  cp932: 'shift_jis',
  ujis: 'euc-jp',
  eucjpms: 'euc-jp',
  gbk: 'gbk',
  gb2312: 'gbk',
  gb18030: 'gb18030',
  big5: 'big5',
  euckr: 'euc-kr',
}
const wide: Record<string, string> = { ucs2: 'utf-16be', utf16: 'utf-16be', utf16le: 'utf-16le' }

/** The codec of a column's character set; null (binary columns) maps each byte to one character. Unknown sets: null. */
export function charsetOf(name: string | null): Charset | null {
  if (name === null || name === 'binary') return byteCodec
  if (name.startsWith('utf8')) return name === 'utf8mb4' ? utf8Codec : utf8ThreeByteCodec
  if (wide[name]) return wideCodec(wide[name])
  if (name === 'utf32') return utf32Codec
  if (upperHalves[name] || name === 'swe7') return tableCodec(name, false)
  return labels[name] ? tableCodec(labels[name], name === 'ascii') : null
}

/** That of a column in which text is searched: bytes of a binary column are searched as the UTF-8 that they may be. */
export function searchCharset(name: string | null): Charset {
  return (name === null || name === 'binary' ? null : charsetOf(name)) ?? utf8Codec
}

/** Decodes each cell once, however often its text is asked for. */
export class DecodedOnce implements Charset {
  readonly ascii: boolean
  readonly isBytes?: true
  readonly isUtf8?: true
  readonly #charset: Charset
  #text: string | null = null

  constructor(charset: Charset) {
    this.#charset = charset
    this.ascii = charset.ascii
    if (charset.isBytes) this.isBytes = true
    if (charset.isUtf8) this.isUtf8 = true
  }

  /** The text asked for from now on is that of another cell. */
  next(): void {
    this.#text = null
  }

  decode(bytes: Uint8Array, start: number, end: number): string {
    this.#text ??= this.#charset.decode(bytes, start, end)
    return this.#text
  }

  encode(text: string): Uint8Array {
    return this.#charset.encode(text)
  }

  holds(text: string): boolean {
    return this.#charset.holds(text)
  }
}

const encoder = new TextEncoder()

const byteCodec: Charset = {
  ascii: true,
  isBytes: true,
  decode: (bytes, start, end) => bufferOf(bytes).toString('latin1', start, end),
  encode: (text) => Buffer.from(text, 'utf8'),
  holds: () => true,
}

const utf8Codec: Charset = {
  ascii: true,
  isUtf8: true,
  decode: (bytes, start, end) => bufferOf(bytes).toString('utf8', start, end),
  encode: (text) => encoder.encode(text),
  holds: () => true,
}

function bufferOf(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

const utf8ThreeByteCodec: Charset = {
  ...utf8Codec,
  encode: (text) => encoder.encode(text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '?')),
  holds: (text) => !/[\u{10000}-\u{10ffff}]/u.test(text),
}

function wideCodec(label: string): Charset {
  const decoder = new TextDecoder(label)
  return {
    ascii: false,
    decode: (bytes, start, end) => decoder.decode(bytes.subarray(start, end)),
    encode(text) {
      const bytes = Buffer.from(text, 'utf16le')
      return label === 'utf-16be' ? bytes.swap16() : bytes
    },
    holds: () => true,
  }
}

const utf32Codec: Charset = {
  ascii: false,
  decode(bytes, start, end) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start)
    const codes = Array.from({ length: Math.floor((end - start) / 4) }, (_, at) => view.getUint32(at * 4))
    return codes.map((code) => (code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code))).join('')
  },
  encode(text) {
    const bytes = Buffer.alloc([...text].length * 4)
    for (const [at, character] of [...text].entries()) bytes.writeUInt32BE(character.codePointAt(0)!, at * 4)
    return bytes
  },
  holds: () => true,
}

const tables = new Map<string, Charset>()

/** One- and two-byte sets: the way back is the table of every decodable sequence. */
function tableCodec(label: string, asciiOnly: boolean): Charset {
  const known = tables.get(label + asciiOnly)
  if (known) return known
  const decode = decoderOf(label)
  const back = new Map<string, number[]>()
  for (let byte = 0; byte < (asciiOnly ? 0x80 : 0x100); byte++) remember(back, decode, [byte])
  if (/^(shift|euc|gb|big)/.test(label))
    for (let lead = 0x81; lead < 0xff; lead++)
      for (let trail = 0x40; trail < 0xff; trail++) remember(back, decode, [lead, trail])
  const codec: Charset = {
    ascii: label !== 'swe7',
    decode: (bytes, start, end) => decode(bytes.subarray(start, end)),
    encode: (text) => Uint8Array.from([...text].flatMap((character) => back.get(character) ?? [0x3f])),
    holds: (text) => [...text].every((character) => back.has(character)),
  }
  tables.set(label + asciiOnly, codec)
  return codec
}

type Decode = (bytes: Uint8Array) => string

function decoderOf(label: string): Decode {
  const upper = upperHalves[label]
  if (!upper && label !== 'swe7') {
    const decoder = new TextDecoder(label)
    return (bytes) => decoder.decode(bytes)
  }
  const letters = Array.from(
    { length: 256 },
    (_, byte) =>
      (byte < 0x80 ? ((upper ? null : swe7.get(byte)) ?? String.fromCharCode(byte)) : upper?.[byte - 0x80]) ?? '\ufffd',
  )
  return (bytes) => {
    let text = ''
    for (const byte of bytes) text += letters[byte]!
    return text
  }
}

function remember(back: Map<string, number[]>, decode: Decode, bytes: number[]): void {
  const character = decode(Uint8Array.from(bytes))
  if (!character.includes('\ufffd') && [...character].length === 1 && !back.has(character)) back.set(character, bytes)
}
