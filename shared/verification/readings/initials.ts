import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

/** Names without the initials between their words: `Ilse M. Kramer`. */
export const initials: Reading = {
  name: 'initials within names',
  of: 'words',
  signs: sign.initial,
  read: (bytes) =>
    replaceBytes(
      bytes,
      /(?<=[a-z\x80-\xff][ _-])(?:[A-Z]|[\xc3-\xd0][\x80-\xbf])(?:\.|(?=[ _-]))(?: ?[A-Z]\.)?[ _-]?(?=[A-Z\xc3-\xd0])/g,
      () => '',
    ),
}
