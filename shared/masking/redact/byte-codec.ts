import type { Charset } from '../text/charset.ts'
import type { ByteText } from './php-value.ts'

/** Between the text of a cell and the bytes in which PHP counted. */
export interface ByteCodec {
  encode(text: string): ByteText
  decode(bytes: ByteText): string
}

export function codecOf(charset: Charset): ByteCodec {
  return {
    encode: (text) => Buffer.from(charset.encode(text)).toString('latin1'),
    decode: (bytes) => charset.decode(Buffer.from(bytes, 'latin1'), 0, bytes.length),
  }
}
