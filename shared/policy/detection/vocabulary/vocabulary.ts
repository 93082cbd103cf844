import { contact } from './contact.ts'
import type { Entry } from './entry.ts'
import { idle, otherThings, persons } from './other-words.ts'
import { people } from './people.ts'
import { secrets } from './secrets.ts'
import { texts } from './texts.ts'

/** In the order in which they count: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish and Scandinavian names. */
export const vocabulary: readonly Entry[] = [...secrets, ...contact, ...people, ...texts]

/** Single words that tell a kind. */
export const termWords: ReadonlySet<string> = new Set(
  vocabulary.flatMap(({ parts, terms }) => parts.filter((part) => terms.has(part))),
)

/** Every word by which words that are glued together are told apart. */
export const knownWords: ReadonlySet<string> = new Set([
  ...vocabulary.flatMap(({ parts }) => parts),
  ...idle,
  ...otherThings,
  ...persons,
])
