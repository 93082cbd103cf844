import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

/** Words that were divided at the end of a line, also where lines are quoted. */
export const hyphens: Reading = {
  name: 'hyphenation at line ends',
  of: 'words',
  signs: sign.newline,
  read: (bytes) =>
    bytes.includes(0x2d) || bytes.includes(0xe2)
      ? replaceBytes(bytes, /(?:-|\xe2\x80\x90|\xc2\xad)[ \t]*\r?\n[ \t>*#|]*/g, () => '')
      : null,
}
