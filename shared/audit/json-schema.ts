import { z } from 'zod'
import { describeProperties } from '../policy/file/words.ts'
import { auditRecordShape } from './record.ts'
import { runWords } from './words/run.ts'
import { tableWords } from './words/tables.ts'

/** The published JSON Schema of the audit record, as schemas/audit.schema.json holds it; made from the shape itself. */
export function auditJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(auditRecordShape, {
    override: ({ jsonSchema }) => simplify(jsonSchema),
  })
  describeProperties(schema, { ...runWords, ...tableWords })
  return { $schema, $id: auditRecordShape.shape.$schema.value, title: 'nightmask audit record', ...schema }
}

// `format` says it to people; the pattern for leap years is long, and the largest safe integer no limit of ours.
function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format === 'date-time') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
}
