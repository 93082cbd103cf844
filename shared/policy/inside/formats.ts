import type { Step } from './paths.ts'

/** What a rule that reaches inside values has to know of their format. */
export interface FormatPaths {
  /** Which steps a path may have; none where the whole value is one text. */
  readonly steps: readonly Step['kind'][]
  /** Set where a path has one step: a value of such a format is flat. */
  readonly flat?: true
}

const every: readonly Step['kind'][] = ['name', 'index', 'any-name', 'any-index', 'anywhere']

/** By the name that policy.yaml uses. */
export const formatPaths = {
  json: { steps: every },
  php_serialized: { steps: every },
  xml: { steps: ['name', 'any-name', 'anywhere'] },
  csv: { steps: ['name', 'index', 'any-index'], flat: true },
  url_query: { steps: ['name', 'any-name'], flat: true },
  base64: { steps: [] },
} as const satisfies Readonly<Record<string, FormatPaths>>

export type FormatName = keyof typeof formatPaths

/** Null where the name is none of a format. */
export function pathsOfFormat(name: string): FormatPaths | null {
  return Object.hasOwn(formatPaths, name) ? formatPaths[name as FormatName] : null
}
