import { salutations } from '../../../policy/detection/names/salutations.ts'

const titles = new Set('dr prof professor doctor dipl ing med phd mba msc bsc jr sr ii iii iv sen jun'.split(' '))
const notNames: ReadonlySet<string> = new Set([...salutations, ...titles])
const mostWords = 6

/** Whether two words (folded) are a name and nothing else, as most names are. */
export function isPlainName(one: string, two: string): boolean {
  return !isTitle(one) && !isTitle(two)
}

/** Other ways to write a name of several words (folded): last name first, without what is in between, and as a genitive. */
export function nameForms(all: readonly string[]): string[] {
  const [one = '', two = ''] = all
  if (all.length === 2 && isPlainName(one, two))
    return hasGenitive(two) ? [`${two} ${one}`, `${one} ${two}s`] : [`${two} ${one}`]
  const words = all.filter((word) => !isTitle(word))
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

/** Of a name that ends in a hiss no letter is added. */
export function hasGenitive(name: string): boolean {
  const last = name.charCodeAt(name.length - 1)
  return last !== 0x73 && last !== 0x78 && last !== 0x7a
}

function isTitle(word: string): boolean {
  return notNames.has(word)
}
