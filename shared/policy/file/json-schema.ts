import { z } from 'zod'
import type { RuleKinds } from '../rule-kind.ts'
import { policyShape } from './policy-shape.ts'
import { policyWords } from './policy-words.ts'
import { describeProperties } from './words.ts'

/** The published JSON Schema of policy.yaml, as schemas/policy.schema.json holds it. */
export function policyJsonSchema(kinds: RuleKinds): Record<string, unknown> {
  const schema = publish(policyShape(kinds), 'policy', 'nightmask policy')
  describeProperties(schema, policyWords)
  return schema
}

/** A shape as a person writes it, before defaults, under a name of ours that needs no network. */
export function publish(shape: z.ZodType, name: string, title: string): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    io: 'input',
    override({ jsonSchema }) {
      // The largest safe integer is no limit of ours.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return { $schema, $id: `https://nightmask.invalid/${name}/v1.json`, title, ...schema }
}
