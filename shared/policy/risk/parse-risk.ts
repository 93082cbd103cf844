import { z } from 'zod'
import { describeIssues } from '../file/describe-issues.ts'
import { lineOf, type PlacedEntry, plainValue } from '../file/placed-yaml.ts'
import type { Problem } from '../file/problems.ts'
import type { DeclaredRisk } from './risk-set.ts'
import { riskEntryShape } from './risk-shape.ts'

const shape = z.strictObject({ risk: z.array(riskEntryShape) })

/** `risk:`, each entry with its line. What cannot be read adds to `problems` and measures nothing. */
export function parseRisk(entry: PlacedEntry | undefined, problems: Problem[]): DeclaredRisk[] {
  if (!entry) return []
  const root = { kind: 'map', line: entry.line, entries: [entry] } as const
  const { data, error } = shape.safeParse(structuredClone(plainValue(root)))
  if (error) problems.push(...describeIssues(shape, root, error.issues))
  return (data?.risk ?? []).map(
    ({ people, by, smallest = null, below_5: below5 = null, below_11: below11 = null }, at) => ({
      ...{ people, by, limits: { smallest, below5, below11 } },
      line: lineOf(entry.value, [at], entry.line),
    }),
  )
}
