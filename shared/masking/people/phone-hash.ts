import { nationalNumbers } from '../digests/forms/phone-forms.ts'
import { lookedUpAs, type PhraseHash } from './words.ts'

const fewest = 7
const lowDigits = 9

/** The digits by which a phone number is known, the surest first: all of them, then those without its country's code and trunk's zero. */
export function phoneDigits(text: string): string[] {
  const all = text.replaceAll(/\D/g, '').replace(/^0+/, '')
  return all.length < fewest ? [] : [...new Set([all, ...nationalNumbers(text, true)])]
}

/** Sets the hash to that of such digits. */
export function hashDigits(digits: string, hash: PhraseHash): void {
  hash.begin(lookedUpAs.phone)
  hash.add(Number(digits.slice(-lowDigits)) | 0, Number(digits.slice(0, -lowDigits)) | 0)
  hash.add(digits.length, 0)
}
