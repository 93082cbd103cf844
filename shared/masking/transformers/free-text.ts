import { z } from 'zod'
import { foldWords } from '../text/fold-words.ts'
import type { Draw, MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from './kinds.ts'

const shape = z.strictObject({
  mode: z
    .enum(['replace', 'redact'])
    .meta({
      description: 'replace: sentences in place of the text; redact: people, addresses and numbers within it alone.',
      examples: ['redact'],
    })
    .default('replace'),
})
const isRedacted = (options: unknown) => shape.parse(options).mode === 'redact'
const shortestText = 8
const mostSentences = 24
/** More characters than any of them has. */
const longestSentence = 100

export const freeText: Transformer = {
  name: 'free_text',
  summary:
    'Plausible sentences of about the same length; nothing of the text stays. The empty text stays empty. `redact` keeps the text but for the people, addresses and numbers in it.',
  examples: [
    { rule: 'free_text', type: 'text', values: ['Called twice about the parcel, nobody was there.'] },
    {
      rule: '{ mask: free_text, mode: redact }',
      type: 'text',
      values: ['Ask quill@marrow.test about it.'],
    },
  ],
  options: shape,
  readsValue: true,
  draws: true,
  avoidsOriginals: false,
  originals: (options) => (isRedacted(options) ? 'identifying' : 'text'),
  domain: (options) => (isRedacted(options) ? '' : 'free_text'),
  parts: (options) =>
    isRedacted(options)
      ? [
          { find: 'email', mask: 'email' },
          { find: 'phone', mask: 'phone' },
          { find: 'card', mask: 'card' },
          { find: 'iban', mask: 'iban' },
          { find: 'link', mask: 'url' },
          { find: 'network_address', mask: 'network_address' },
          { find: 'stranger', mask: 'full_name' },
        ]
      : null,
  prove: (context, options) =>
    isRedacted(options)
      ? proveAll(
          proveKind(context, ['text', 'binary', 'json'], 'free_text in the mode redact'),
          proveNotUnique(context, 'free_text in the mode redact'),
        )
      : proveAll(
          proveKind(context, ['text', 'binary'], 'free_text'),
          proveLength(context, shortestText, 'free_text'),
          proveNotUnique(context, 'free_text'),
        ),
  compile(context) {
    const sentences = composeSentences(context)
    return (value, draw) => (value === '' ? '' : compose(sentences, value.length, context.maxLength, draw))
  },
  // Somebody may have written one of these sentences.
  pool: (options) => (isRedacted(options) ? [] : composeSentences({ maxLength: Number.POSITIVE_INFINITY })),
  recogniser(context, options) {
    // What is kept of a text is not of its making.
    if (isRedacted(options)) return () => false
    const made = new Set(
      [...openings, ...verbs, ...judgements, ...tails, ...composeSentences(context).slice(0, 1)].flatMap(foldWords),
    )
    return (words) => words.every((word) => made.has(word))
  },
}

function compose(sentences: readonly string[], length: number, maxLength: number, draw: Draw): string {
  let text = sentences[draw.int(sentences.length)]!
  // Sentences until about the length of the original, which is all that the result still tells of it.
  for (let count = 1; text.length < length * 0.8 && count < mostSentences; count++)
    text += ` ${sentences[draw.int(sentences.length)]}`
  return text.length <= maxLength ? text : `${text.slice(0, Math.max(0, maxLength - 1)).trimEnd()}.`.slice(0, maxLength)
}

const openings = [
  'This',
  'The product',
  'Delivery',
  'The colour',
  'The quality',
  'The manual',
  'My order',
  'The size',
  'Support',
  'The box',
  'The material',
  'The price',
]
const verbs = ['was', 'seemed', 'turned out', 'is', 'felt', 'looked']
const judgements = [
  'better than expected',
  'as described',
  'a little late',
  'just right',
  'good value',
  'not for everyone',
  'very solid',
  'easy to use',
  'hard to beat',
  'fine so far',
  'average at best',
  'a pleasant surprise',
]
const tails = [
  '',
  ' for the money',
  ' after a week of use',
  ' on the second try',
  ', all in all',
  ' and I would buy it again',
  ', to be honest',
  ' in daily use',
]

let everySentence: readonly string[] | null = null
/** By the length at which the column cuts; a sentence is short, so there are a few dozen at the most. */
const fitting = new Map<number, readonly string[]>()

/** Every combination of the parts that fits the column: about seven thousand sentences without a name in them. */
function composeSentences({ maxLength }: Pick<MaskContext, 'maxLength'>): readonly string[] {
  everySentence ??= openings.flatMap((opening) =>
    verbs.flatMap((verb) =>
      judgements.flatMap((judgement) => tails.map((tail) => `${opening} ${verb} ${judgement}${tail}.`)),
    ),
  )
  const longest = Math.min(maxLength, longestSentence)
  const known = fitting.get(longest)
  if (known) return known
  const short = everySentence.filter((sentence) => sentence.length <= maxLength)
  const sentences = short.length > 0 ? short : ['Masked.'.slice(0, maxLength)]
  fitting.set(longest, sentences)
  return sentences
}
