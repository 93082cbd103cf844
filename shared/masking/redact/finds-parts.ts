import { charsetOf } from '../text/charset.ts'
import { codecOf } from './byte-codec.ts'
import { rewriteText } from './rewrite-text.ts'

const codecs = [codecOf(charsetOf('utf8mb4')!)]

/** Whether an address would be replaced in a text, or a number: any, or only one that is written with its country's. */
export function findsParts(text: string, anyPhone: boolean): boolean {
  let found = false
  rewriteText(text, codecs, ({ kind, value }) => {
    found ||= kind === 'email' || kind === 'secret' || anyPhone || value.startsWith('+')
    return value
  })
  return found
}

/** The addresses and numbers that would be replaced in a text. */
export function partsWithin(text: string): string[] {
  const parts: string[] = []
  rewriteText(text, codecs, ({ value }) => {
    parts.push(value)
    return value
  })
  return parts
}

/** What is left of a text when the addresses and numbers in it are gone. */
export function withoutParts(text: string): string {
  return rewriteText(text, codecs, () => '') ?? text
}
