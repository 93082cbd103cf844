import { lookedUpAs, type PhraseHash } from './words.ts'

const fewest = 7
/** National numbers differ in how they begin, `+44 20`, `0044 20` or `020`, and not in so many digits behind. */
const compared = 9

/** Sets the hash to that of a phone number, however it is written; false when it has too few digits. */
export function phoneHash(text: string, hash: PhraseHash): boolean {
  const digits = text.replaceAll(/\D/g, '')
  if (digits.length < fewest) return false
  hash.begin(lookedUpAs.phone)
  const own = digits.slice(-compared)
  const number = Number(own)
  hash.add(number | 0, Math.imul(number | 0, 0x9e3779b1) ^ own.length)
  return true
}
