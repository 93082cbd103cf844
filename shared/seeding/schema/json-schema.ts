import { publish } from '../../policy/file/json-schema.ts'
import { schemaShape } from './schema-shape.ts'

/** The published JSON Schema of the shape of any schema, as schemas/schema-shape.schema.json holds it. */
export function schemaShapeJsonSchema(): Record<string, unknown> {
  return publish(schemaShape, 'schema-shape', 'nightmask shape of any schema')
}
