import { charsetOf } from '../text/charset.ts'
import { codecOf } from './byte-codec.ts'
import type { PartKind } from './find-parts.ts'
import { rewriteText } from './rewrite-text.ts'

/** What is nobody's but a person's, or a secret; addresses of machines and pages are the application's own as often. */
const sure: ReadonlySet<PartKind> = new Set(['email', 'secret', 'card', 'iban'])
const codecs = [codecOf(charsetOf('utf8mb4')!)]

/** Whether an address would be replaced in a text, or a number: any, or only one that is written with its country's. */
export function findsParts(text: string, anyPhone: boolean): boolean {
  let found = false
  rewriteText(text, codecs, ({ kind, value }) => {
    found ||= sure.has(kind) || (kind === 'phone' && (anyPhone || value.startsWith('+')))
    return value
  })
  return found
}

/** The addresses and numbers that would be replaced in a text, and then be looked for everywhere. */
export function partsWithin(text: string): string[] {
  const parts: string[] = []
  rewriteText(text, codecs, ({ kind, value }) => {
    if (isRecorded(kind)) parts.push(value)
    return value
  })
  return parts
}

/** What is left of a text when the addresses and numbers in it are gone. */
export function withoutParts(text: string): string {
  return rewriteText(text, codecs, () => '') ?? text
}

/** Whether finding it elsewhere in staging would be a leak; a network address or a link may be the application's own, and a name anybody's. */
export function isRecorded(kind: PartKind): boolean {
  return kind === 'phone' || sure.has(kind)
}
