import { z } from 'zod'
import { describeProperties } from '../../policy/file/words.ts'
import { shapeShape } from './shape.ts'
import { shapeWords } from './words.ts'

/** The published JSON Schema of shape files, as schemas/shape.schema.json holds it; made from the shape itself. */
export function shapeJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(shapeShape, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // `format` says it to people; the pattern for leap years is long, and the largest safe integer no limit of ours.
      if (jsonSchema.format === 'date') delete jsonSchema.pattern
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  describeProperties(schema, shapeWords)
  return { $schema, $id: 'https://nightmask.invalid/shape/v1.json', title: 'nightmask shop shape', ...schema }
}
