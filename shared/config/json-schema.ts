import { publish } from '../policy/file/json-schema.ts'
import { configShape } from './config.ts'

/** The published JSON Schema of nightmask.yaml, as schemas/nightmask.schema.json holds it; made from the parser's shape. */
export function configJsonSchema(): Record<string, unknown> {
  return publish(configShape, 'nightmask', 'nightmask configuration')
}
