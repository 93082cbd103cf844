/** What an editor shows of a key: one sentence, and a value as it may stand there. */
export interface Words {
  /** Null where the shape itself says it. */
  readonly text: string | null
  readonly example: unknown
}

/** By the key's path; `*` stands for a name of one's own, the entries of a list have the path of the list, and `#name` is a definition. */
export type WordsByPath = Readonly<Record<string, Words>>

export function words(
  entries: Readonly<Record<string, readonly [text: string | null, example: unknown]>>,
): WordsByPath {
  return Object.fromEntries(Object.entries(entries).map(([path, [text, example]]) => [path, { text, example }]))
}

type Schema = Record<string, unknown>

/** Sets what the words say at each property of a JSON Schema that they know. */
export function describeProperties(schema: Schema, words: WordsByPath): void {
  eachProperty(schema, '', (path, property) => {
    const known = words[path]
    if (known?.text) property.description = known.text
    if (known) property.examples = [known.example]
  })
}

/** Calls `visit` with every property of a JSON Schema and its path. */
export function eachProperty(schema: unknown, path: string, visit: (path: string, property: Schema) => void): void {
  if (typeof schema !== 'object' || schema === null) return
  const { properties, additionalProperties, items, anyOf, allOf, oneOf, $defs } = schema as Schema
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  for (const [key, property] of Object.entries((properties ?? {}) as Record<string, Schema>)) {
    visit(below(key), property)
    eachProperty(property, below(key), visit)
  }
  eachProperty(additionalProperties, below('*'), visit)
  eachProperty(items, path, visit)
  for (const branch of [anyOf, allOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : [])))
    eachProperty(branch, path, visit)
  for (const [name, definition] of Object.entries($defs ?? {})) eachProperty(definition, `#${name}`, visit)
}
