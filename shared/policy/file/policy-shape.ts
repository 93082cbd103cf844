import { z } from 'zod'
import { conditionShape } from '../condition/condition-shape.ts'
import type { FormatPaths } from '../inside/formats.ts'
import { locales } from '../locales.ts'
import { riskEntryShape } from '../risk/risk-shape.ts'
import type { RuleKind, RuleKinds } from '../rule-kind.ts'
import { acceptedShape, definitionsShape } from './accepted-shape.ts'

const text = z.string().min(1)
/** What policy.yaml may say, for editors; the parser reads the same from a tree that knows its lines. A test compares them. */
export function policyShape(kinds: RuleKinds) {
  const names = z.union([z.enum([...kinds.keys()]), z.null()]).describe('a transformer by its name')
  const kept = z.strictObject({ keep: text }).describe('left as it is, with the reason')
  const simple: z.ZodType = z
    .union([
      names,
      kept,
      ...[...kinds.values()].map((kind) =>
        longForm(
          kind,
          z.lazy(() => simple),
        ),
      ),
    ])
    .meta({ id: 'rule' })
  const byRow = z
    .strictObject({
      by: text.describe('a kept column of the same table'),
      rules: z
        .record(text, simple)
        .describe(
          'what that column holds, whole or with * at the beginning or the end, and the rule that is meant then',
        ),
      otherwise: simple.describe('the rule for all other rows'),
    })
    .describe('rules that depend on another column of the same row')
  const when = z
    .strictObject({
      when: conditionShape.describe(
        'columns of the same row and what they hold in production: a value (with * at an end for any text), a list, null, a range; all of it has to hold',
      ),
      // biome-ignore lint/suspicious/noThenProperty: it is what policy.yaml says, and never awaited
      then: simple.describe('the rule for the rows for which it holds'),
      otherwise: simple.describe('the rule for all other rows'),
    })
    .describe('rules that depend on what a row holds')
  const rule = z.union([simple, byRow, when])
  return z.strictObject({
    version: z.literal(1),
    locale: z.enum(locales).default('en').describe("language of the fakes, one of faker's"),
    tables: z
      .record(z.string(), z.union([z.literal('skip_rows'), z.record(z.string(), rule)]))
      .describe('every table with the rule of every column; skip_rows makes the table and leaves its rows behind'),
    without_snapshot: z
      .record(z.string(), text)
      .optional()
      .describe('tables whose engine has no snapshot, with the reason why that is accepted'),
    orphans: z
      .enum(['report', 'refuse'])
      .optional()
      .describe(
        'what becomes of rows whose referenced row production itself does not have: reported (the default) or refused',
      ),
    not_restored: z
      .record(z.string(), text)
      .optional()
      .describe('views, routines, triggers and events that staging goes without, as `view name`, with the reason'),
    accepted: z
      .array(acceptedShape)
      .optional()
      .describe('coincidences: real values of masked columns that may stand where they are'),
    definitions: definitionsShape.optional().describe('what becomes of the texts of definitions'),
    risk: z
      .array(riskEntryShape)
      .optional()
      .describe(
        'by which columns somebody may be known from elsewhere: measured each night, and refused beyond limits',
      ),
  })
}

function insideShape({ steps }: FormatPaths, inner: z.ZodType) {
  const paths = z
    .record(text, inner)
    .describe('what is in the value, such as $.email or $.lines[*].name, and the rule for it')
  return {
    ...(steps.length > 0 ? { paths } : {}),
    otherwise: inner.describe('the rule for everything else in the value'),
    broken: z
      .enum(['replace', 'refuse'])
      .optional()
      .describe('a value that is none of the format is replaced as a whole (the default), or ends the run'),
  }
}

function longForm({ name, summary, options, inside }: RuleKind, inner: z.ZodType) {
  const own = options instanceof z.ZodObject ? options.shape : {}
  if (inside) return z.strictObject({ mask: z.literal(name), ...own, ...insideShape(inside, inner) }).describe(summary)
  const mask = name === 'null' ? z.union([z.literal(name), z.null()]) : z.literal(name)
  const domain = text.optional().describe('equal values get equal pseudonyms within one domain')
  const originals = z
    .literal('elsewhere')
    .optional()
    .describe('what is personal in the column is so in others too: its own words are not searched for')
  const link = z
    .boolean()
    .optional()
    .describe('false: its pseudonyms are those of this column and this night alone, and join it to nothing')
  return z.strictObject({ mask, domain, originals, link, ...own }).describe(summary)
}
