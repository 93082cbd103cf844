import { DigestList } from '../digests/digest-list.ts'
import { nameForms } from '../digests/forms/name-forms.ts'
import { longestPhraseWords, type OriginalDigest, shortestPhrase } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import { foldWords } from './fold-words.ts'

/** Digests of "first last" and its other spellings, where the two stand apart: texts name people with both. */
export class NamePhrases {
  readonly #digest: OriginalDigest
  readonly #digests = new DigestList()
  readonly #openers = new DigestList()

  constructor(digest: OriginalDigest) {
    this.#digest = digest
  }

  record(first: string, last: string): void {
    if (first.trim() === '' || last.trim() === '') return
    const words = foldWords(`${first} ${last}`)
    if (!this.#addPhrase(words.join(' '))) return
    for (const form of nameForms(words)) this.#addPhrase(form)
  }

  originals(table: string, column: string): Originals {
    const digests = this.#digests.drain()
    return {
      ...{ keyId: this.#digest.keyId, table, column, kind: 'identifying', read: 0, cells: digests.length / 2, digests },
      openers: this.#openers.drain(),
    }
  }

  /** False where it was there before. */
  #addPhrase(phrase: string): boolean {
    const words = phrase.split(' ')
    if (words.length < 2 || words.length > longestPhraseWords || phrase.length < shortestPhrase) return false
    const digest = this.#digest
    digest.hashForm(null, phrase)
    if (!this.#digests.add(digest.hi, digest.lo)) return false
    digest.hashForm(null, `${words[0]} ${words[1]}`)
    this.#openers.add(digest.hi, digest.lo)
    return true
  }
}
