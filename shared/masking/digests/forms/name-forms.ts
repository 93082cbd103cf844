import { salutations } from '../../../policy/detection/names/salutations.ts'
import { WordSet } from '../../text/word-set.ts'

const titles = new Set('dr prof professor doctor dipl ing med phd mba msc bsc jr sr ii iii iv sen jun'.split(' '))
/** Words that stand with a name and are none. */
export const notNameWords: readonly string[] = [...salutations, ...titles]
export const notNames = new WordSet(notNameWords)
/** Of a name that has other forms. */
export const mostWords = 6

/** Another way to write a name: its words in this order, and whether an s is behind the last. Who looks for people in texts reads this list, too. */
export interface NameForm {
  readonly order: readonly number[]
  readonly isGenitive: boolean
  /** Nothing but the first and the last of several words, of which neither is an initial. */
  readonly isShort: boolean
}

/** By the number of a name's words: last name first, without what is in between, and as a genitive. None for more than six. */
const forms: readonly (readonly NameForm[])[] = Array.from({ length: mostWords + 1 }, (_, count) => {
  if (count < 2) return []
  const all = Array.from({ length: count }, (_, word) => word)
  const last = count - 1
  const plain = { isGenitive: false, isShort: false }
  const lastFirst = { ...plain, order: [last, ...all.slice(0, -1)] }
  const genitive = { ...plain, order: all, isGenitive: true }
  if (count === 2) return [lastFirst, genitive]
  return [
    lastFirst,
    { ...plain, order: [...all.slice(1), 0] },
    { ...plain, order: [0, last], isShort: true },
    { ...plain, order: [last, 0], isShort: true },
    genitive,
    { ...plain, order: [0, last], isGenitive: true },
  ]
})

/** The other ways to write a name of so many words. */
export function formsOf(words: number): readonly NameForm[] {
  return forms[words] ?? []
}

/** Other ways to write a name of several words (folded). */
export function nameForms(all: readonly string[]): string[] {
  const words = all.filter((word) => !notNames.has(word))
  const [first = '', last = ''] = [words[0], words.at(-1)]
  const whole = words.join(' ')
  const written = formsOf(words.length).flatMap(({ order, isGenitive, isShort }) => {
    if ((isShort && (first.length === 1 || last.length === 1)) || (isGenitive && !takesGenitive(last))) return []
    return [order.map((word) => words[word]).join(' ') + (isGenitive ? 's' : '')]
  })
  const isShortened = words.length < all.length && words.length > 1 && words.length <= mostWords
  return [...new Set([...(isShortened ? [whole] : []), ...written])].filter((form) => form !== all.join(' '))
}

function takesGenitive(name: string): boolean {
  return hasGenitive(name.charCodeAt(name.length - 1))
}

/** Whether a name takes an s as its genitive: one that ends in a hiss does not. `last` is its last letter. */
export function hasGenitive(last: number): boolean {
  return last !== 0x73 && last !== 0x78 && last !== 0x7a
}
