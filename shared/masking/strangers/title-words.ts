import { hashOfPlain, Words } from '../people/words.ts'
import { greetings, particles, signings, titles } from './titles.ts'

// Some of them are words of everyday where they are not capitalised.
const lowerTitles =
  `dr senor senora senorita signor signora signorina monsieur madame mademoiselle meneer mevrouw mevr dhr heer herr herrn fru froken pan pani pana panu
  doctor docteur dottor dottoressa doktor`.split(/\s+/)

/** Whether what stands there, with a stop where it is one letter, is a title before a name. */
export function isTitle(words: Words, word: number, text: string): boolean {
  const lo = words.los[word]!
  // Most words are none, and a bit says so sooner than a set.
  if (titleBits[lo & 0xffff] === 0 || !titleHashes.has(lo)) return false
  const start = words.starts[word]!
  if (words.ends[word]! - start === 1) return text[start + 1] === '.' && isCapital(text, start)
  return isCapital(text, start) || lowerHashes.has(lo)
}

/** Whether a word is one that stands before names, however it is written. */
export const isTitleWord = (lo: number) => titleHashes.has(lo)
/** As what a word may lead to a name behind it, bits: some words are taken for more than they are. */
export const leadsAs = { title: 1, greeting: 2, signing: 4 } as const
export const leadOf = (lo: number, isCapital: boolean) => (isCapital ? leadBits : lowerLeadBits)[lo & 0xffff]!
export const isGreeting = (lo: number) => greetingHashes.has(lo)
export const isSigning = (lo: number) => signingHashes.has(lo)
export const isParticle = (lo: number) => particleHashes.has(lo)

export function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 128) return code >= 0x41 && code <= 0x5a
  return code >= 0xd800 && code <= 0xdfff ? /^\p{Lu}/u.test(text.slice(at, at + 2)) : isUpper(code)
}

/** By UTF-16 unit: 1 for no capital, 2 for one, 0 for not known yet. */
const capitals = new Uint8Array(0x10000)

/** Of characters beyond the first plane it says so of all. */
export function isUpper(code: number): boolean {
  if (code > 0xffff) return true
  if (capitals[code] === 0) capitals[code] = /\p{Lu}/u.test(String.fromCharCode(code)) ? 2 : 1
  return capitals[code] === 2
}

/** Hashes of words; of several, that of the last one. */
export function hashesOf(words: Iterable<string>): Set<number> {
  const hashes = new Set<number>()
  const one = new Words()
  for (const word of words) {
    const plain = hashOfPlain(word)
    if (plain !== null) hashes.add(plain)
    else {
      one.read(word)
      if (one.count > 0) hashes.add(one.los[one.count - 1]!)
    }
  }
  return hashes
}

const titleHashes = hashesOf(titles)
const titleBits = new Uint8Array(0x10000)
for (const lo of titleHashes) titleBits[lo & 0xffff] = 1
const lowerHashes = hashesOf(lowerTitles)
const greetingHashes = hashesOf(greetings)
const signingHashes = hashesOf(signings)
const particleHashes = hashesOf(particles)
const leadBits = leadsOf(titleHashes)
/** Of words that are not capitalised. */
const lowerLeadBits = leadsOf(lowerHashes)

function leadsOf(titles: ReadonlySet<number>): Uint8Array {
  const bits = new Uint8Array(0x10000)
  for (const lo of titles) bits[lo & 0xffff]! |= leadsAs.title
  for (const lo of greetingHashes) bits[lo & 0xffff]! |= leadsAs.greeting
  for (const lo of signingHashes) bits[lo & 0xffff]! |= leadsAs.signing
  return bits
}
