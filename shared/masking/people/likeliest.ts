import type { Mention } from './mention.ts'
import { lookedUpAs } from './words.ts'

/** Of mentions that overlap: whole names before halves, what stands as names stand before what a stop or a comma divides, the longest, the first. */
export function likeliest(text: string, mentions: readonly Mention[]): Mention[] {
  const chosen: Mention[] = []
  const weight = (mention: Mention) =>
    (mention.as === lookedUpAs.part ? 0 : 1000) +
    (isDivided(text, mention) ? 0 : 500) +
    // A list of names has commas between them, and a name turned round has one in it.
    (text.slice(mention.start, mention.end).includes(',') ? 0 : 250) +
    mention.words.length
  for (const mention of mentions.toSorted((a, b) => weight(b) - weight(a)))
    if (!chosen.some((other) => other.start < mention.end && mention.start < other.end)) chosen.push(mention)
  return chosen.sort((a, b) => a.start - b.start)
}

function isDivided(text: string, { words }: Mention): boolean {
  return words.some(([, end], at) => {
    const next = words[at + 1]
    return next !== undefined && /[;:|/!?\n()]|\p{Ll}{2}\./u.test(text.slice(Math.max(0, end - 2), next[0]))
  })
}
