import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

const within = /^<\/?(?:b|i|u|s|em|strong|span|font|a|mark|small|big|sub|sup|wbr|tt|code)\b/i

/** Text between the tags of HTML and XML: what stands within a word's tags is one word. */
export const tags: Reading = {
  name: 'text between tags',
  of: 'words',
  signs: sign.less,
  read: (bytes) => replaceBytes(bytes, /<[/!?a-z][^<>]{0,2000}>/gi, (tag) => (within.test(tag!) ? '' : ' ')),
}
