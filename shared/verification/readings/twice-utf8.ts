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
  signs: sign.high,
  read(bytes) {
    // What it begins with the first time is one of these letters the second.
    if (!hasLead(bytes) || !isUtf8(bytes)) return null
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

function hasLead(bytes: Buffer): boolean {
  for (let at = 0; at + 2 < bytes.length; at++)
    if (bytes[at] === 0xc3 && bytes[at + 1]! >= 0x82 && bytes[at + 1]! <= 0xa2 && bytes[at + 2]! >= 0x80) return true
  return false
}
