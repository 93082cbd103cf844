import { sign } from './byte-signs.ts'
import type { Reading } from './reading.ts'

const glued = /[\p{L}\p{N}_.-]*\p{Ll}[\p{Lu}\p{N}][\p{L}\p{N}_.-]*/gu

/** Words that are glued together by capitals, as names of files and accounts are: only these, each part by itself. */
export const camelCase: Reading = {
  name: 'camel case',
  of: 'words',
  signs: sign.camel,
  read(bytes) {
    const words = bytes.toString('utf8').match(glued) ?? []
    return words.map((word) => Buffer.from(word.replaceAll(seam, ' ')))
  },
}

const seam = /(?<=\p{Ll})(?=[\p{Lu}\p{N}])|(?<=\p{N})(?=\p{L})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu
