import type { RowRandom } from '../random.ts'
import { loadText, type TextBlock } from '../text-block.ts'
import { mentions } from './comment-mentions.ts'
import { sentences } from './comment-sentences.ts'
import { type ShopPeople, shopPeople } from './people.ts'
import { phonePatterns } from './phone-patterns.ts'
import { type Shape, type ShopLanguage, shopLanguages } from './shape.ts'

const space = 0x20
const zero = 0x30
const hash = 0x23

type Slot = 'name' | 'first' | 'email' | 'phone'
type Part = Uint8Array | Slot

interface Phrases {
  /** By rating from 1 to 5. */
  readonly plain: readonly (readonly Uint8Array[])[]
  readonly mentions: Readonly<Record<'name' | 'email' | 'phone', readonly (readonly Part[])[]>>
  readonly phones: readonly Uint8Array[]
  readonly spaced: boolean
}

/** Comments in the reviewer's language, some of which tell names, e-mail addresses and phone numbers, as people do. */
export function commentWriter(shape: Shape): {
  write(block: TextBlock, user: number, rating: number, random: RowRandom): void
} {
  const author = shopPeople(shape)
  const other = shopPeople(shape)
  const { mentions: shares, longest_comment_sentences: longest } = shape.reviews
  const phrases = new Map(shopLanguages.map((language) => [language, phrasesOf(language)]))
  return {
    write(block, user, rating, random) {
      author.meet(user)
      const { plain, mentions, phones, spaced } = phrases.get(author.language())!
      const pool = plain[rating - 1]!
      // The square makes short comments the most common.
      const share = random.fraction()
      const count = 1 + Math.floor(share * share * longest)
      const first = random.below(pool.length)
      for (let sentence = 0; sentence < count; sentence++) {
        if (sentence > 0 && spaced) block.byte(space)
        block.raw(pool[(first + sentence) % pool.length]!)
      }
      for (const kind of ['name', 'email', 'phone'] as const) {
        if (!random.chance(shares[kind])) continue
        if (spaced) block.byte(space)
        const parts = mentions[kind][random.below(mentions[kind].length)]!
        // Half of the names are another customer's: a leak check that knows only the author's would miss them.
        const person = kind === 'name' && random.chance(0.5) ? meet(other, 1 + random.below(shape.users.count)) : author
        for (const part of parts) writePart(block, part, person, phones, random)
      }
    },
  }
}

function meet(people: ShopPeople, id: number): ShopPeople {
  people.meet(id)
  return people
}

function writePart(
  block: TextBlock,
  part: Part,
  person: ShopPeople,
  phones: readonly Uint8Array[],
  random: RowRandom,
): void {
  if (part === 'name') person.writeName(block)
  else if (part === 'first') person.writeFirstName(block)
  else if (part === 'email') person.writeEmail(block)
  else if (part === 'phone')
    for (const code of phones[random.below(phones.length)]!) block.byte(code === hash ? zero + random.below(10) : code)
  else block.raw(part)
}

function phrasesOf(language: ShopLanguage): Phrases {
  const { good, middling, bad } = sentences[language]
  const plain = [bad, bad, middling, good, good].map((pool) => pool.map(loadText))
  const { name, email, phone } = mentions[language]
  return {
    plain,
    mentions: { name: name.map(partsOf), email: email.map(partsOf), phone: phone.map(partsOf) },
    phones: phonePatterns[language].map(loadText),
    spaced: language !== 'ja',
  }
}

/** `Ask {first} for it.` as parts. */
function partsOf(text: string): Part[] {
  return text
    .split(/\{(\w+)\}/)
    .map((piece, at) => (at % 2 === 1 ? (piece as Slot) : loadText(piece)))
    .filter((part) => part.length > 0)
}
