import { z } from 'zod'
import { UsageError } from '../../shared/errors.ts'
import { showExamples } from '../../shared/masking/show-examples.ts'
import type { Transformer } from '../../shared/masking/transformer.ts'
import { customOrigins, transformers } from '../../shared/masking/transformers/index.ts'
import { policyJsonSchema } from '../../shared/policy/file/json-schema.ts'
import { didYouMean } from '../../shared/policy/file/problems.ts'
import type { Answer } from '../answer.ts'
import { useTransformersOf } from '../custom-transformers.ts'
import { entries, entry } from '../summary/sections.ts'

export interface TransformersFlags {
  readonly config?: string
  readonly schema?: boolean
}

/** Every transformer in a line, or all that there is to say of one, with what it makes of invented values. Throws UsageError for a name that is none. */
export async function listTransformers(name: string | undefined, flags: TransformersFlags): Promise<Answer> {
  await useTransformersOf(flags.config)
  if (flags.schema) return policySchema()
  if (name === undefined) return listAll()
  const transformer = transformers.get(name)
  if (!transformer)
    throw new UsageError(
      `There is no transformer ${name}${didYouMean(name, [...transformers.keys()])}. \`nightmask transformers\` lists them.`,
    )
  return showOne(transformer)
}

/** For editors, which know by it the transformers of your own too. */
function policySchema(): Answer {
  const schema = policyJsonSchema(transformers)
  return { json: schema, lines: () => [JSON.stringify(schema, null, 2)], failure: null }
}

function listAll(): Answer {
  const all = [...transformers.values()]
  return {
    json: all.map(({ name, summary }) => ({ name, summary, ...fileOf(name) })),
    lines: (look) => [
      ...all.flatMap(({ name, summary }) => entry(name, told(name, summary), look)),
      '',
      ...entry('One of them', 'nightmask transformers NAME: its options, and what it makes.', look),
    ],
    failure: null,
  }
}

function told(name: string, summary: string): string {
  const { file } = fileOf(name)
  return file === undefined ? summary : `${summary} (${file})`
}

/** Where a transformer of your own comes from. */
function fileOf(name: string): { readonly file?: string; readonly digest?: string } {
  const { file, digest } = customOrigins().find((origin) => origin.name === name) ?? {}
  return file === undefined ? {} : { file, digest }
}

function showOne(transformer: Transformer): Answer {
  const { name, summary, options } = transformer
  const examples = showExamples(transformer)
  const properties = optionsOf(options)
  return {
    json: {
      name,
      summary,
      ...fileOf(name),
      options: z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }),
      examples,
    },
    lines: (look) => [
      ...entry(name, told(name, summary), look),
      ...entries('Options', properties, look),
      ...examples.flatMap(({ rule, type, cells }) => [
        '',
        ...entry('Rule', `${rule}   on ${type}`, look),
        ...cells.map(({ before, after }) => `  ${before}  →  ${after ?? 'NULL'}`),
      ]),
    ],
    failure: null,
  }
}

/** `days, a whole number, 180 unless given`. */
function optionsOf(options: z.ZodType): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string; enum?: string[]; default?: unknown }>
    required?: string[]
  }
  return Object.entries(properties).map(([option, { type, enum: choices, default: usual }]) => {
    const what = choices ? choices.join(', ') : (words[type ?? ''] ?? 'anything')
    const otherwise = usual === undefined ? '' : `, ${JSON.stringify(usual)} unless given`
    return `${option}: ${what}${required.includes(option) ? ', required' : otherwise}`
  })
}

const words: Readonly<Record<string, string>> = {
  ...{ string: 'text', integer: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list' },
}
