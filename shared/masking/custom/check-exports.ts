import { z } from 'zod'
import { UsageError } from '../../errors.ts'
import type { CustomFile, CustomSource, CustomTransformer } from './custom-transformer.ts'
import { guarded } from './guarded.ts'

const text = z.string().min(1)
const call = z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function', {
  error: 'has to be a function',
})

/** What a file has to export, one of them or several; the types say the rest. */
const shape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, { error: 'has to be small letters, digits and underscores' }),
  summary: text,
  examples: z
    .array(z.strictObject({ rule: text, type: text, values: z.array(z.string()).min(1) }))
    .min(1, { error: 'has to hold one at least: its values are what the checks begin with' }),
  options: z.custom((value) => value instanceof z.ZodType, {
    error: 'has to be a shape of zod, such as z.strictObject({})',
  }),
  readsValue: z.boolean(),
  keepsForm: z.literal(true).optional(),
  draws: z.boolean(),
  drawsFrom: z.enum(['row', 'subject']).optional(),
  oneForRow: z.literal(true).optional(),
  redraws: z.enum(['walk', 'self']).optional(),
  oneToOneWithin: z.literal('subject').optional(),
  avoidsOriginals: z.boolean(),
  originals: z.union([z.enum(['none', 'identifying', 'name', 'text', 'common']), call]),
  domain: call,
  prove: call,
  compile: call,
  ...{ tagged: call.optional(), example: call.optional(), recogniser: call.optional(), pool: call.optional() },
})

/** What a file exports, as transformers. Throws UsageError, in one sentence with the file, for what is none. */
export function checkExports(source: CustomSource, exported: Readonly<Record<string, unknown>>): CustomFile {
  const candidates = Object.values(exported).filter(seemsTransformer)
  if (candidates.length === 0)
    throw new UsageError(
      `${source.file}: it exports no transformer; export one: \`export const plate: Transformer = { name: 'plate', … }\`.`,
    )
  return { source, transformers: candidates.map((candidate) => checked(source.file, candidate)) }
}

function seemsTransformer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'name' in value && 'compile' in value
}

function checked(file: string, candidate: object): CustomTransformer {
  const parsed = shape.safeParse(candidate)
  if (parsed.success) return guarded(candidate as CustomTransformer, file)
  const [issue] = parsed.error.issues
  const at = issue!.path.length > 0 ? `${issue!.path.join('.')}: ` : ''
  const name = String((candidate as { name: unknown }).name)
  throw new UsageError(`${file}: the transformer ${name} is not complete: ${at}${issue!.message}.`)
}
