import type { Json } from '../asl/definition.ts'

/** A schema of the AWS SDK: [1, …] lists, [2, …] maps, [3, …] structures; a thunk or [schema, traits] stand for one. */
type Schema = unknown

/**
 * The SDK integrations of Step Functions take and give the names of the Java SDK in PascalCase: a leading acronym becomes a word
 * (DBClusterIdentifier → DbClusterIdentifier), one further on stays (SourceDBClusterIdentifier).
 */
export function javaName(member: string): string {
  const word = member.replace(/^[A-Z]{2,}(?=[A-Z][a-z]|$)/, (acronym) => acronym[0] + acronym.slice(1).toLowerCase())
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Java's exception for an error of the API, as Step Functions reports it: DBClusterNotFoundFault → DbClusterNotFoundException. */
export function javaException(error: string): string {
  const words = error.replace(/(Fault|Exception|Error)$/, '')
  return `${words.replace(/[A-Z]{2,}(?=[A-Z][a-z]|$)/g, (acronym) => acronym[0] + acronym.slice(1).toLowerCase())}Exception`
}

/** Arguments of a state under the SDK's own names. A field that the API does not have is an error, as when it is deployed. */
export function toSdk(value: Json, schema: Schema, place: string): Json {
  const { kind, members, inner } = read(schema)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((entry: Json) => toSdk(entry, inner, place))
  const entries = Object.entries(value as Record<string, Json>)
  if (kind !== 'structure') return Object.fromEntries(entries.map(([key, entry]) => [key, toSdk(entry, inner, place)]))
  return Object.fromEntries(
    entries.map(([key, entry]) => {
      const member = [...members.keys()].find((name) => javaName(name) === key)
      if (!member) throw new Error(`${place}: the field ${key} is not supported by Step Functions`)
      return [member, toSdk(entry, members.get(member), `${place}.${key}`)]
    }),
  )
}

/** An answer of the SDK under the names that Step Functions gives, times as text. */
export function fromSdk(value: unknown, schema: Schema): Json {
  if (value instanceof Date) return value.toISOString()
  if (value === null || typeof value !== 'object') return (value ?? null) as Json
  const { kind, members, inner } = read(schema)
  if (Array.isArray(value)) return value.map((entry) => fromSdk(entry, inner))
  const entries = Object.entries(value).filter(([key, entry]) => entry !== undefined && key !== '$metadata')
  return Object.fromEntries(
    entries.map(([key, entry]) =>
      kind === 'structure' ? [javaName(key), fromSdk(entry, members.get(key))] : [key, fromSdk(entry, inner)],
    ),
  )
}

function read(schema: Schema): { kind: 'structure' | 'collection'; members: Map<string, Schema>; inner: Schema } {
  const plain = resolve(schema)
  if (!Array.isArray(plain)) return { kind: 'collection', members: new Map(), inner: undefined }
  const [kind, , , , first, second] = plain
  if (kind !== 3) return { kind: 'collection', members: new Map(), inner: kind === 2 ? second : first }
  return {
    kind: 'structure',
    members: new Map((first as string[]).map((name, n) => [name, second[n]])),
    inner: undefined,
  }
}

function resolve(schema: Schema): Schema {
  if (typeof schema === 'function') return resolve(schema())
  if (Array.isArray(schema) && typeof schema[0] !== 'number') return resolve(schema[0])
  return schema
}
