import type { z } from 'zod'
import { lineOf, type Placed, plainValue } from './placed-yaml.ts'
import { didYouMean, type Problem } from './problems.ts'
import { keysOf } from './shape-keys.ts'

type Issue = z.core.$ZodIssue

/** What a shape found wrong with a file, each with its line. No message shows a value: they may be passwords. */
export function describeIssues(shape: z.ZodType, root: Placed, issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => describeIssue(shape, root, issue, []))
}

function describeIssue(shape: z.ZodType, root: Placed, issue: Issue, above: readonly PropertyKey[]): Problem[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(shape, path)
    return issue.keys.map((key) => ({
      line: lineOf(root, [...path, key]),
      text: `${place([...path, key])} is not a known key${didYouMean(key, known)}`,
    }))
  }
  const ownSentence = saysItself.test(issue.message) && typeof valueAt(root, path) === 'string'
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && !ownSentence) {
    const nearest = issue.errors.toSorted((a, b) => distance(a) - distance(b))[0]!
    return nearest.flatMap((inner) => describeIssue(shape, root, inner, path))
  }
  return [{ line: lineOf(root, path), text: `${place(path)} ${sentence(issue, valueAt(root, path))}`.trim() }]
}

// The shape's own words, such as `has to be an id like vpc-…`.
const saysItself = /^(has|is|needs|must) /

// A branch that knows the keys is nearer than one that does not, and one of the value's own sort than any other.
function distance(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, { code, path }) => sum + (code === 'unrecognized_keys' ? 3 : isOtherSort(code, path) ? 5 : 1),
    0,
  )
}

function isOtherSort(code: Issue['code'], path: readonly PropertyKey[]): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_union')
}

function sentence(issue: Issue, value: unknown): string {
  if (value === undefined) return 'is missing'
  if (issue.code === 'invalid_type') return `has to be ${article(issue.expected)}`
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String)
    const shown = known.length > 12 ? 'one of the known names' : known.join(' or ')
    return `has to be ${shown}${typeof value === 'string' ? didYouMean(value, known) : ''}`
  }
  if (issue.code === 'too_small' && ['string', 'array'].includes(issue.origin)) return 'is empty'
  if (issue.code === 'too_small') return `has to be at least ${issue.minimum}`
  if (issue.code === 'too_big') return `has to be at most ${issue.maximum}`
  return saysItself.test(issue.message) ? issue.message : `is not valid: ${issue.message}`
}

const names: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
}

function article(expected: string): string {
  return names[expected] ?? `a ${expected}`
}

function place(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`))
    .join('')
}

function valueAt(root: Placed, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    plainValue(root),
  )
}
