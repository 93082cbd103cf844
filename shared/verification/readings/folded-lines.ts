import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

/** What begins a card, a calendar or an entry of a directory: other texts are indented for other reasons. */
const begins = ['BEGIN:V', 'dn: ', 'dn:: ']

/** Lines of vCards, calendars and LDIF, which go on behind a space wherever a line was full. */
export const foldedLines: Reading = {
  name: 'folded lines of vCards, calendars and LDIF',
  of: 'content',
  signs: sign.newline,
  read: (bytes) => (begins.some((word) => bytes.includes(word)) ? replaceBytes(bytes, /\r?\n[ \t]/g, () => '') : null),
}
