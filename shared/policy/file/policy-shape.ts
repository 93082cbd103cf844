import { z } from 'zod'
import { conditionShape } from '../condition/condition-shape.ts'
import type { FormatPaths } from '../inside/formats.ts'
import { locales } from '../locales.ts'
import { riskEntryShape } from '../risk/risk-shape.ts'
import type { RuleKind, RuleKinds } from '../rule-kind.ts'
import { acceptedShape, definitionsShape } from './accepted-shape.ts'

const text = z.string().min(1)
const domain = text.meta({
  id: 'domain',
  description: 'Equal values get equal pseudonyms within one domain.',
  examples: ['customer'],
})
const originals = z.literal('elsewhere').meta({
  id: 'originals',
  description: 'What is personal in the column is so in others too: its own words are not searched for.',
  examples: ['elsewhere'],
})
const link = z.boolean().meta({
  id: 'link',
  description: 'false: its pseudonyms are those of this column and this night alone, and join it to nothing.',
  examples: [false],
})
const broken = z.enum(['replace', 'refuse']).meta({
  id: 'broken',
  description: 'A value that is none of the format is replaced as a whole (the default), or ends the run.',
  examples: ['refuse'],
})
const condition = conditionShape.meta({ id: 'condition' })

/**
 * What policy.yaml may say, for editors; the parser reads the same from a tree that knows its lines. A test compares them. Each
 * transformer has two definitions, `short_email` and `long_email`, and `rule` is one of all of them.
 */
export function policyShape(kinds: RuleKinds) {
  const kept = z
    .strictObject({
      keep: text.meta({
        description: 'Why the values say nothing about anybody.',
        examples: ['public catalogue text'],
      }),
    })
    .meta({ id: 'keep_reason', description: 'Left as it is, with the reason.' })
  const all = [...kinds.values()]
  const simple: z.ZodType = z
    .union([
      ...all.filter(isShort).map(shortForm),
      kept,
      ...all.map((kind) =>
        longForm(
          kind,
          z.lazy(() => simple),
        ),
      ),
    ])
    .meta({ id: 'rule' })
  const byRow = z
    .strictObject({
      by: text,
      rules: z.record(text, simple),
      otherwise: simple,
    })
    .describe('Rules that depend on another column of the same row.')
  const when = z
    .strictObject({
      when: condition,
      // biome-ignore lint/suspicious/noThenProperty: it is what policy.yaml says, and never awaited
      then: simple,
      otherwise: simple,
    })
    .describe('Rules that depend on what a row holds.')
  const column = z.union([simple, byRow, when]).meta({ id: 'column' })
  const skipped = z.literal('skip_rows').describe('The table is made, and its rows are left behind.')
  return z.strictObject({
    version: z.literal(1),
    locale: z.enum(locales).default('en'),
    tables: z.record(z.string(), z.union([skipped, z.record(z.string(), column)])),
    without_snapshot: z.record(z.string(), text).optional(),
    orphans: z.enum(['report', 'refuse']).optional(),
    not_restored: z.record(z.string(), text).optional(),
    accepted: z.array(acceptedShape).optional(),
    definitions: definitionsShape.optional(),
    risk: z.array(riskEntryShape).optional(),
  })
}

function insideShape({ steps }: FormatPaths, inner: z.ZodType) {
  return {
    ...(steps.length > 0 ? { paths: z.record(text, inner) } : {}),
    otherwise: inner,
    broken: broken.optional(),
  }
}

/** Whether a rule may be the name alone: nothing has to be said beside it. */
export function isShort({ inside, options }: RuleKind): boolean {
  return !inside && options.safeParse({}).success
}

function shortForm({ name, summary }: RuleKind): z.ZodType {
  const word = z.literal(name)
  // YAML's null too, each with the sentence: editors show that of the value alone.
  const shape = name === 'null' ? z.union([word.describe(summary), z.null().describe(summary)]) : word
  return shape.meta({ id: `short_${name}`, description: summary })
}

function longForm({ name, summary, options, inside }: RuleKind, inner: z.ZodType) {
  const own = options instanceof z.ZodObject ? options.shape : {}
  const mask = (name === 'null' ? z.union([z.literal(name), z.null()]) : z.literal(name)).meta({
    description: summary,
    examples: [name],
  })
  const more = inside
    ? insideShape(inside, inner)
    : { domain: domain.optional(), originals: originals.optional(), link: link.optional() }
  return z.strictObject({ mask, ...own, ...more }).meta({ id: `long_${name}`, description: summary })
}
