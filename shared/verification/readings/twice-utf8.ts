import { isUtf8 } from 'node:buffer'
import { sign } from './byte-signs.ts'
import type { Reading } from './reading.ts'

const decoder = new TextDecoder('windows-1252')
const bytesOf = new Map(Array.from({ length: 128 }, (_, at) => [decoder.decode(Uint8Array.of(at + 0x80)), at + 0x80]))
for (let code = 0x80; code < 0x100; code++) bytesOf.set(String.fromCharCode(code), code)
const runs = new RegExp(`[${[...bytesOf.keys()].join('')}]{2,}`, 'gu')

/** UTF-8 that was taken for Latin-1 and stored as UTF-8 once more: `MÃ¼ller`. */
export const twiceUtf8: Reading = {
  name: 'UTF-8 stored twice',
  of: 'letters',
  signs: sign.twice,
  read(bytes) {
    if (!isUtf8(bytes)) return null
    let found = false
    const text = bytes.toString('utf8').replaceAll(runs, (run) => {
      const once = Buffer.from([...run].map((letter) => bytesOf.get(letter)!))
      if (!isUtf8(once)) return run
      found = true
      return once.toString('utf8')
    })
    return found ? Buffer.from(text, 'utf8') : null
  },
}
