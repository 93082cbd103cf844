import type { ByteText } from '../redact/php-value.ts'

/** A text's UTF-8 bytes, each a character. */
export function bytesOf(text: string): ByteText {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The text that UTF-8 bytes are. */
export function textOf(bytes: ByteText): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
