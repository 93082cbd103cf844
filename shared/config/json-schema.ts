import { publish } from '../policy/file/json-schema.ts'
import { describeProperties, type WordsByPath } from '../policy/file/words.ts'
import { configShape } from './config.ts'
import { commonWords } from './words/common.ts'
import { deployWords } from './words/deploy.ts'

export const configWords: WordsByPath = { ...commonWords, ...deployWords }

/** The published JSON Schema of nightmask.yaml, as schemas/nightmask.schema.json holds it; made from the parser's shape and the words. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = publish(configShape, 'nightmask', 'nightmask configuration')
  describeProperties(schema, configWords)
  return schema
}
