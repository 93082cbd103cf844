import { z } from 'zod'
import type { Policy } from '../rule.ts'
import { acceptedShape, definitionsShape } from './accepted-shape.ts'
import { describeIssues } from './describe-issues.ts'
import { lineOf, type PlacedEntry, plainValue } from './placed-yaml.ts'
import type { Problem } from './problems.ts'

const accepted = z.strictObject({ accepted: z.array(acceptedShape) })
const definitions = z.strictObject({ definitions: definitionsShape })

/** `accepted:`, each entry with its line. What cannot be read adds to `problems` and accepts nothing. */
export function parseAccepted(entry: PlacedEntry | undefined, problems: Problem[]): Policy['accepted'] {
  const read = readEntry(accepted, entry, problems)
  return (read?.accepted ?? []).map(({ cells, values, ...said }, at) => ({
    ...said,
    cells: cells ?? (values === undefined ? 1 : null),
    values: values ?? null,
    line: lineOf(entry!.value, [at], entry!.line),
  }))
}

/** `definitions:`; without it every comment and every default is kept. */
export function parseDefinitions(entry: PlacedEntry | undefined, problems: Problem[]): Policy['definitions'] {
  const read = readEntry(definitions, entry, problems)?.definitions
  return {
    comments: read?.comments ?? 'keep',
    dropDefaults: Object.keys(read?.defaults ?? {}).map((column) => ({
      column,
      line: lineOf(entry!.value, ['defaults', column], entry!.line),
    })),
  }
}

function readEntry<Shape extends z.ZodType>(
  shape: Shape,
  entry: PlacedEntry | undefined,
  problems: Problem[],
): z.infer<Shape> | null {
  if (!entry) return null
  const root = { kind: 'map', line: entry.line, entries: [entry] } as const
  const { data, error } = shape.safeParse(structuredClone(plainValue(root)))
  if (error) problems.push(...describeIssues(shape, root, error.issues))
  return data ?? null
}
