import type { Json } from '../asl/definition.ts'
import { StateError } from '../asl/state-error.ts'

/** An event as rules see it. */
export interface BusEvent {
  readonly source: string
  readonly 'detail-type': string
  readonly detail: Readonly<Record<string, Json>>
}

/** EventBridge's default bus: keeps what is put. */
export class EventBus {
  readonly events: BusEvent[] = []

  /** PutEvents of the optimised integration, which takes a detail as JSON. */
  put(args: Json): Json {
    const { Entries } = args as unknown as { Entries: readonly Record<string, Json>[] }
    for (const { Source, DetailType, Detail, ...rest } of Entries) {
      if (Object.keys(rest).length > 0) throw new Error(`PutEvents takes no ${Object.keys(rest)}`)
      if (!Source || !DetailType || !Detail) throw new StateError('EventBridge.FailedEntry', 'InvalidArgument')
      this.events.push({
        source: String(Source),
        'detail-type': String(DetailType),
        detail: Detail as Readonly<Record<string, Json>>,
      })
    }
    return { Entries: Entries.map((_, n) => ({ EventId: String(n) })), FailedEntryCount: 0 }
  }

  /** Of a type, the newest last. */
  of(detailType: string): Readonly<Record<string, Json>>[] {
    return this.events.filter((event) => event['detail-type'] === detailType).map(({ detail }) => detail)
  }
}

/** Whether a rule's pattern matches, as far as the patterns of the stack go: lists of values and `anything-but`. */
export function matchesPattern(pattern: Json, value: Json | undefined): boolean {
  if (Array.isArray(pattern)) return pattern.some((each: Json) => matchesOne(each, value))
  const fields = Object.entries(pattern as Record<string, Json>)
  return fields.every(([name, inner]) => matchesPattern(inner, (value as Record<string, Json> | null)?.[name]))
}

function matchesOne(pattern: Json, value: Json | undefined): boolean {
  if (pattern === null || typeof pattern !== 'object') return pattern === value
  const { 'anything-but': excluded, ...rest } = pattern as Record<string, Json>
  if (!Array.isArray(excluded) || Object.keys(rest).length > 0)
    throw new Error(`unknown pattern ${JSON.stringify(pattern)}`)
  return value !== undefined && !excluded.includes(value)
}

/** What an input transformer makes of an event: its lines, with what its paths name in them. */
export function transformed(transformer: Json, event: BusEvent): string {
  const { InputPathsMap, InputTemplate } = transformer as unknown as {
    InputPathsMap: Record<string, string>
    InputTemplate: string
  }
  const at = (path: string) =>
    path
      .split('.')
      .slice(1)
      .reduce<Json | undefined>(
        (value, name) => (value as Record<string, Json> | undefined)?.[name],
        event as unknown as Json,
      )
  return InputTemplate.replaceAll(/<([\w-]+)>/g, (_, name: string) => String(at(InputPathsMap[name]!)))
}
