import { z } from 'zod'
import { foldWords } from '../text/fold-words.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'
import { firstNames } from './pools.ts'

const longestTag = 12
const shortestTag = 6

export const username: Transformer = {
  name: 'username',
  summary: 'A first name and a tag, as long as the column takes; unique columns stay unique.',
  examples: [{ rule: 'username', type: 'varchar(40)', values: ['quill77'] }],
  options: z.strictObject({}),
  readsValue: false,
  draws: true,
  tagged: () => true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'username',
  prove: (context) =>
    proveAll(
      proveKind(context, ['text', 'binary'], 'username'),
      proveLength(context, shortestTag, 'username'),
      proveUnique(context, tagLength(context.maxLength) * 5, 'username'),
    ),
  compile(context) {
    const tag = tagLength(context.maxLength)
    const room = context.maxLength - tag - 1
    const names = firstNames('en')
      .map((name) => name.toLowerCase())
      .filter((name) => /^[a-z]+$/.test(name) && name.length <= room)
    return (_value, draw) => (names.length > 0 ? `${names[draw.int(names.length)]}.` : '') + draw.tag(tag)
  },
  recogniser(context) {
    const names = new Set(firstNames('en').flatMap(foldWords))
    const tag = tagLength(context.maxLength)
    return (words) =>
      words.every((word) => names.has(word) || (word.length === tag && /^[0-9a-hjkmnp-tv-z]+$/.test(word)))
  },
}

function tagLength(maxLength: number): number {
  return Math.min(longestTag, maxLength)
}
