import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { listProblems, UsageError } from '../../errors.ts'
import { type Shape, type ShapeOptions, shapeShape } from './shape.ts'

/** Reads a shape file, YAML or JSON, and lays the options over it. Every problem at once, with its line; UsageError. */
export function parseShape(text: string, file: string, options: ShapeOptions = {}): Shape {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors.map(({ message, pos }) => `line ${lines.linePos(pos[0]).line}, ${message}`)
  if (broken.length > 0) throw new UsageError(listProblems(file, broken))
  const parsed = shapeShape.safeParse(withOptions(document.toJS() ?? {}, options))
  if (parsed.success) return parsed.data
  const lineOf = (path: readonly PropertyKey[]): string => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true)
      if (isNode(node) && node.range) return `line ${lines.linePos(node.range[0]).line}, `
    }
    return ''
  }
  throw new UsageError(
    listProblems(
      file,
      parsed.error.issues.flatMap((issue) => describeIssue(issue, lineOf)),
    ),
  )
}

/** The default shape with these counts and this seed. */
export function shapeOf(options: ShapeOptions = {}): Shape {
  return parseShape('{}', 'options', options)
}

function withOptions(shape: unknown, options: ShapeOptions): unknown {
  if (typeof shape !== 'object' || shape === null || Array.isArray(shape)) return shape
  const result: Record<string, unknown> = { ...shape }
  if (options.seed !== undefined) result.seed = options.seed
  for (const table of ['users', 'products', 'orders', 'reviews'] as const) {
    const part = result[table] ?? {}
    if (options[table] !== undefined && typeof part === 'object') result[table] = { ...part, count: options[table] }
  }
  return result
}

function describeIssue(issue: z.core.$ZodIssue, lineOf: (path: readonly PropertyKey[]) => string): string[] {
  const place = (path: readonly PropertyKey[]) => `${lineOf(path)}${path.join('.') || 'the file'}`
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${place([...issue.path, key])} is not a setting`)
  return [`${place(issue.path)}: ${issue.message.toLowerCase().replace(/^invalid input: /, '')}`]
}
