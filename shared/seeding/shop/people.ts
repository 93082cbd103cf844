import { type Permutation, permutation } from '../permutation.ts'
import { RowRandom } from '../random.ts'
import { loadText, type TextBlock } from '../text-block.ts'
import { weighted } from '../weighted.ts'
import { type ShopNames, shopNames, type Word } from './names.ts'
import type { Shape, ShopLanguage } from './shape.ts'
import { shopLanguages } from './shape.ts'

/** Everybody in the shop, by user id from 1: the same person wherever the id turns up. One at a time. */
export interface ShopPeople {
  /** Turns to a person; the writers below then write of that person. */
  meet(id: number): void
  language(): ShopLanguage
  writeName(block: TextBlock): void
  writeFirstName(block: TextBlock): void
  /** Unique by construction: the digits before the @ are the user's id. Domains end in .example, which RFC 2606 reserves. */
  writeEmail(block: TextBlock): void
}

const domains = ['freemail', 'inbox', 'postfach', 'webmail', 'courriel', 'correo', 'studio.inbox', 'uni.freemail'].map(
  (domain) => loadText(`@${domain}.example`),
)
const separators = ['.', '_', '-', ''].map(loadText)
const space = 0x20

export function shopPeople(shape: Shape): ShopPeople {
  const random = new RowRandom(shape.seed, 'people')
  const pickLanguage = weighted(shape.languages)
  const pools = new Map(shopLanguages.map((language) => [language, popularNames(shopNames(language), shape.seed)]))
  let id = 0
  let language: ShopLanguage = 'en'
  let pool = pools.get(language)!
  let first: Word
  let last: Word
  let partner: Word | null = null
  let initial: number | null = null
  let addressStyle = 0
  let domain = domains[0]!

  return {
    meet(newId) {
      id = newId
      random.begin(id)
      language = pickLanguage(random)
      pool = pools.get(language)!
      first = pool.first(random)
      last = pool.last(random)
      const kind = random.below(100)
      const isLatin = language !== 'ja' && language !== 'ar'
      partner = isLatin && kind < 4 ? pool.last(random) : null
      initial = isLatin && kind >= 90 ? 0x41 + random.below(23) : null
      addressStyle = random.below(64)
      // The square makes the first domains the big ones.
      const share = random.fraction()
      domain = domains[Math.floor(share * share * domains.length)]!
    },
    language: () => language,
    writeFirstName: (block) => block.raw(first.text),
    writeName(block) {
      block.raw(pool.familyNameFirst ? last.text : first.text)
      block.byte(space)
      if (initial !== null) {
        block.byte(initial)
        block.byte(0x2e)
        block.byte(space)
      }
      block.raw(pool.familyNameFirst ? first.text : last.text)
      if (partner) {
        block.byte(0x2d)
        block.raw(partner.text)
      }
    },
    writeEmail(block) {
      const separator = separators[addressStyle & 3]!
      const shortFirst = addressStyle >= 52
      const lastFirst = addressStyle >= 44 && addressStyle < 52
      block.raw(lastFirst ? last.slug : shortFirst ? first.slug.subarray(0, 1) : first.slug)
      block.raw(separator)
      block.raw(lastFirst ? first.slug : last.slug)
      block.integer(id)
      block.raw(domain)
    },
  }
}

interface PopularNames {
  first(random: RowRandom): Word
  last(random: RowRandom): Word
  readonly familyNameFirst: boolean
}

function popularNames(names: ShopNames, seed: number): PopularNames {
  const firstAt = permutation(names.first.length, seed, 'first names')
  const lastAt = permutation(names.last.length, seed, 'last names')
  return {
    first: (random) => popular(names.first, firstAt, random),
    last: (random) => popular(names.last, lastAt, random),
    familyNameFirst: names.familyNameFirst,
  }
}

/** A few names are common, most are rare; which ones, the permutation says. */
function popular(words: readonly Word[], orderOf: Permutation, random: RowRandom): Word {
  const share = random.fraction()
  return words[orderOf(Math.floor(share * share * words.length))]!
}
