// Writes the published JSON Schemas from the shapes that the parsers use: npm run schemas
import { writeFileSync } from 'node:fs'
import { auditJsonSchema } from '../shared/audit/json-schema.ts'
import { configJsonSchema } from '../shared/config/json-schema.ts'
import { transformers } from '../shared/masking/transformers/index.ts'
import { policyJsonSchema } from '../shared/policy/file/json-schema.ts'
import { schemaShapeJsonSchema } from '../shared/seeding/schema/json-schema.ts'
import { shapeJsonSchema } from '../shared/seeding/shop/json-schema.ts'

/** By file name in schemas/. */
export const publishedSchemas: Readonly<Record<string, Record<string, unknown>>> = {
  'audit.schema.json': auditJsonSchema(),
  'nightmask.schema.json': configJsonSchema(),
  'policy.schema.json': policyJsonSchema(transformers),
  'schema-shape.schema.json': schemaShapeJsonSchema(),
  'shape.schema.json': shapeJsonSchema(),
}

if (process.argv[1]?.endsWith('schemas.ts'))
  for (const [file, schema] of Object.entries(publishedSchemas))
    writeFileSync(`schemas/${file}`, JSON.stringify(schema, null, 2))
