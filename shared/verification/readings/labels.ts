import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

const pattern =
  /"(?:[^"\\]|\\.){1,64}"\s*:|[?&;\s][\w.[\]-]{1,64}=|^[ \t-]*[\w.-]{1,40}(?:\s?=|:)\s|\bs:\d{1,9}:|\bi:\d{1,9};|^[\w.[\]-]{1,64}=/gm

/** Values without what they are called: of JSON, links, attributes, serialised arrays and lines of `name: value`. */
export const labels: Reading = {
  name: 'values without their labels',
  of: 'words',
  signs: sign.colon | sign.equals,
  read: (bytes) => replaceBytes(bytes, pattern, () => ' '),
}
