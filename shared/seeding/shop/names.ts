import { firstNames, lastNames } from '../../masking/transformers/pools.ts'
import { loadText } from '../text-block.ts'
import type { ShopLanguage } from './shape.ts'

/** A name as it is written, and as an e-mail address has it: lower-case ASCII. */
export interface Word {
  readonly text: Uint8Array
  readonly slug: Uint8Array
}

/** What people of one language are called. */
export interface ShopNames {
  readonly first: readonly Word[]
  readonly last: readonly Word[]
  readonly familyNameFirst: boolean
}

// Scripts without an obvious Latin spelling: addresses are then made of words like these.
const romanised: Partial<Record<ShopLanguage, readonly string[]>> = {
  ja: ['sakura', 'haruto', 'yuki', 'tanaka', 'sato', 'suzuki', 'kenji', 'mei', 'aoi', 'ren', 'yamada', 'kobayashi'],
  ar: ['ahmed', 'fatima', 'omar', 'layla', 'yousef', 'noor', 'khalid', 'salma', 'hassan', 'mariam', 'tariq', 'amal'],
}

/** Names of a language from faker's definitions, by their position there. */
export function shopNames(language: ShopLanguage): ShopNames {
  const known = namesByLanguage.get(language) ?? readNames(language)
  namesByLanguage.set(language, known)
  return known
}

// Thousands of names are spelt in Latin letters once, not for each writer.
const namesByLanguage = new Map<ShopLanguage, ShopNames>()

function readNames(language: ShopLanguage): ShopNames {
  const word = (text: string, at: number): Word => ({ text: loadText(text.trim()), slug: slug(text, at, language) })
  return {
    first: firstNames(language).map(word),
    last: lastNames(language).map(word),
    familyNameFirst: language === 'ja',
  }
}

const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ı: 'i' }

function slug(text: string, at: number, language: ShopLanguage): Uint8Array {
  const latin = text
    .toLowerCase()
    .replaceAll(/[ßøłæœđı]/g, (letter) => letters[letter]!)
    .normalize('NFKD')
    .replaceAll(/[^a-z]/g, '')
  const words = romanised[language]
  return new TextEncoder().encode(latin || (words ? words[at % words.length]! : 'user'))
}
