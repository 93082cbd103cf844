import { sign } from './byte-signs.ts'
import type { Reading } from './reading.ts'

const little = /(?:[^\0]\0|[^\0][\x01-\x06\x1e\x20]){4,}/gs
const big = /(?:\0[^\0]|[\x01-\x06\x1e\x20][^\0]){4,}/gs
const four = [/(?:[^\0][\0-\x06]\0\0){4,}/gs, /(?:\0\0[\0-\x06][^\0]){4,}/gs] as const

/** Text of two or four bytes a letter (UTF-16, UTF-32), in either order, as a cell or somewhere in it. */
export const wideLetters: Reading = {
  name: 'UTF-16 and UTF-32',
  of: 'content',
  signs: sign.control,
  read(bytes) {
    const text = bytes.toString('latin1')
    if (!text.includes('\0')) return null
    const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([run]) => Buffer.from(run, 'latin1'))
    const parts = [
      ...found(little),
      ...found(big).map((run) => run.swap16()),
      ...found(four[0]).map((run) => Buffer.from(run.filter((_, at) => at % 4 < 2))),
      ...found(four[1]).map((run) => Buffer.from(run.filter((_, at) => at % 4 > 1)).swap16()),
    ]
    return parts.map((run) => Buffer.from(run.toString('utf16le'), 'utf8'))
  },
}
