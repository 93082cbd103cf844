/**
 * Endings that a name takes where its language inflects names, and what stands in their place in the name itself: genitives in -s of English,
 * German, Dutch and the Scandinavian languages, cases of Polish, Czech, Slovak, Croatian, Russian and Ukrainian, the genitive of Finnish
 * and the suffixes of Turkish behind an apostrophe, which end a word anyway. Folded as words are.
 */
const endings: readonly (readonly [ending: string, own: readonly string[]])[] = [
  ['s', ['']],
  ['es', ['']],
  ['ens', ['']],
  ['n', ['']],
  ['a', ['', 'o', 'ek']],
  ['u', ['', 'a', 'o']],
  ['owi', ['', 'o']],
  ['ovi', ['', 'o']],
  ['em', ['', 'o']],
  ['iem', ['']],
  ['om', ['', 'o']],
  ['y', ['a', '']],
  ['i', ['a', '']],
  ['ie', ['a', '']],
  ['e', ['a', '']],
  ['o', ['a']],
  ['ego', ['', 'y', 'i']],
  ['iego', ['i', '']],
  ['emu', ['', 'y', 'i']],
  ['iemu', ['i', '']],
  ['im', ['i']],
  ['ym', ['y', '']],
  ['iej', ['ia', 'a']],
  ['ej', ['a']],
  ['ou', ['a']],
  ['ove', ['ova']],
  ['ovou', ['ova']],
  ['ka', ['ek']],
  ['kowi', ['ek']],
  ['kiem', ['ek', 'k']],
  ['а', ['', 'й']],
  ['у', ['', 'а']],
  ['ю', ['й', 'я']],
  ['я', ['й', 'ь']],
  ['ом', ['']],
  ['ым', ['']],
  ['им', ['ий']],
  ['ем', ['й']],
  ['е', ['', 'а', 'я']],
  ['ы', ['а']],
  ['и', ['а', 'я']],
  ['ой', ['а', 'ая']],
  ['ей', ['я']],
  ['ого', ['ий', 'ый']],
  ['ому', ['ий', 'ый']],
  ['ую', ['ая']],
]
export const shortestStem = 2
export const longestEnding = 4

/** What stands in place of each ending. */
export const basesOfEnding: ReadonlyMap<string, readonly string[]> = new Map(endings)
/** Endings that stay behind the pseudonym: they are put to any name. */
const kept = new Set(['s', 'es', 'ens'])

export interface BaseForm {
  readonly name: string
  /** What stands behind the pseudonym, of the word as it is written. */
  readonly behind: number
  /** The ending that was taken off, and what took its place. */
  readonly ending: string
  readonly own: string
}

/** What the name may be of which a folded word is an inflected form. */
export function baseForms(word: string): BaseForm[] {
  const forms: BaseForm[] = []
  for (let length = 1; length <= longestEnding && word.length - length >= shortestStem; length++) {
    const ending = word.slice(-length)
    for (const own of basesOfEnding.get(ending) ?? [])
      forms.push({ name: word.slice(0, -length) + own, behind: kept.has(ending) ? length : 0, ending, own })
  }
  return forms
}
