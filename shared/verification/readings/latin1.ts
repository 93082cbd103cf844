import { isUtf8 } from 'node:buffer'
import { sign } from './byte-signs.ts'
import type { Reading } from './reading.ts'

const decoder = new TextDecoder('windows-1252')

/** Bytes that are no UTF-8, as the letters of Western Europe that they are in Latin-1 and Windows-1252. */
export const latin1: Reading = {
  name: 'bytes of Latin-1',
  of: 'letters',
  signs: sign.high,
  read: (bytes) => (isUtf8(bytes) ? null : Buffer.from(decoder.decode(bytes), 'utf8')),
}
