import { salutations } from '../../../policy/detection/names/salutations.ts'

const titles = new Set('dr prof professor doctor dipl ing med phd mba msc bsc jr sr ii iii iv sen jun'.split(' '))
const mostWords = 6

/** Other ways to write a name of several words (folded): last name first, without what is in between, and as a genitive. */
export function nameForms(all: readonly string[]): string[] {
  // Most names are these.
  if (all.length === 2 && !isTitle(all[0]!) && !isTitle(all[1]!)) {
    const [one, two] = all as [string, string]
    return /[sxz]$/.test(two) ? [`${two} ${one}`] : [`${two} ${one}`, `${one} ${two}s`]
  }
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

function isTitle(word: string): boolean {
  return salutations.has(word) || titles.has(word)
}
