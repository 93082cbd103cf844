import { publish } from '../policy/file/json-schema.ts'
import { configShape } from './config.ts'
import { commonWords } from './words/common.ts'
import { deployWords } from './words/deploy.ts'
import type { WordsByPath } from './words/words.ts'

export const configWords: WordsByPath = { ...commonWords, ...deployWords }

/** The published JSON Schema of nightmask.yaml, as schemas/nightmask.schema.json holds it; made from the parser's shape and the words. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = publish(configShape, 'nightmask', 'nightmask configuration')
  eachProperty(schema, '', (path, property) => {
    const words = configWords[path]
    if (words) Object.assign(property, { description: words.text, examples: [words.example] })
  })
  return schema
}

type Schema = Record<string, unknown>

/** Calls `visit` with every property of a JSON Schema and its path: `*` for a name of one's own, nothing for a list's entries. */
export function eachProperty(schema: unknown, path: string, visit: (path: string, property: Schema) => void): void {
  if (typeof schema !== 'object' || schema === null) return
  const { properties, additionalProperties, items, anyOf, allOf, oneOf } = schema as Schema
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  for (const [key, property] of Object.entries((properties ?? {}) as Record<string, Schema>)) {
    visit(below(key), property)
    eachProperty(property, below(key), visit)
  }
  eachProperty(additionalProperties, below('*'), visit)
  eachProperty(items, path, visit)
  for (const branch of [anyOf, allOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : [])))
    eachProperty(branch, path, visit)
}
