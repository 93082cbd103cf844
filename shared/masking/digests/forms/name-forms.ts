import { salutations } from '../../../policy/detection/names/salutations.ts'
import { WordSet } from '../../text/word-set.ts'

const titles = new Set('dr prof professor doctor dipl ing med phd mba msc bsc jr sr ii iii iv sen jun'.split(' '))
/** Words that stand with a name and are none. */
export const notNames = new WordSet([...salutations, ...titles])
const mostWords = 6

/** Other ways to write a name of several words (folded): last name first, without what is in between, and as a genitive. */
export function nameForms(all: readonly string[]): string[] {
  const words = all.filter((word) => !notNames.has(word))
  const [first, last] = [words[0], words.at(-1)]
  if (words.length < 2 || words.length > mostWords || !first || !last) return []
  const forms = [
    words,
    [last, ...words.slice(0, -1)],
    [...words.slice(1), first],
    ...(words.length > 2 && first.length > 1 && last.length > 1
      ? [
          [first, last],
          [last, first],
        ]
      : []),
  ].map((form) => form.join(' '))
  const genitives = [words, ...(words.length > 2 ? [[first, last]] : [])].flatMap((form) =>
    /[sxz]$/.test(last) ? [] : [`${form.join(' ')}s`],
  )
  return [...new Set([...forms, ...genitives])].filter((form) => form !== all.join(' '))
}

/** Whether a name takes an s as its genitive: one that ends in a hiss does not. `last` is its last letter. */
export function hasGenitive(last: number): boolean {
  return last !== 0x73 && last !== 0x78 && last !== 0x7a
}
