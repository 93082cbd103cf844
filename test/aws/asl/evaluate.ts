import { createHash, randomUUID } from 'node:crypto'
import jsonata from 'jsonata'
import type { Json, Template } from './definition.ts'
import { StateError } from './state-error.ts'

/** What expressions may name: `$states` and the variables in reach. */
export interface Names {
  readonly states: { readonly [name: string]: Json | undefined }
  readonly variables: Readonly<Record<string, Json>>
  readonly now: Date
}

/** A template with its expressions replaced by their values. An expression without a value is an error, as in the language. */
export async function evaluate(template: Template, names: Names, field: string): Promise<Json> {
  if (typeof template === 'string') {
    const [, expression] = /^\{%([\s\S]*)%\}$/.exec(template) ?? []
    return expression === undefined ? template : evaluateExpression(expression, names, field)
  }
  if (template === null || typeof template !== 'object') return template
  if (Array.isArray(template))
    return Promise.all(template.map((entry: Template, n) => evaluate(entry, names, `${field}[${n}]`)))
  const entries = Object.entries(template).map(
    async ([name, entry]) => [name, await evaluate(entry as Template, names, `${field}.${name}`)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

async function evaluateExpression(text: string, names: Names, field: string): Promise<Json> {
  const expression = compile(text, field)
  for (const [name, implementation] of Object.entries(ownFunctions)) expression.registerFunction(name, implementation)
  expression.registerFunction('millis', () => names.now.getTime())
  expression.registerFunction('now', () => names.now.toISOString())
  const value = await expression
    .evaluate(undefined, { ...names.variables, states: names.states })
    .catch((error: { message?: string }) => fail(text, field, `failed: ${error.message}`))
  if (value === undefined || typeof value === 'function') return fail(text, field, 'returned nothing (undefined)')
  // JSONata's sequences are arrays with properties of their own.
  return JSON.parse(JSON.stringify(value))
}

function compile(text: string, field: string): jsonata.Expression {
  try {
    return jsonata(text)
  } catch (error) {
    return fail(text, field, `is not JSONata: ${(error as Error).message}`)
  }
}

function fail(text: string, field: string, what: string): never {
  throw new StateError('States.QueryEvaluationError', `The JSONata expression '${text.trim()}' of ${field} ${what}`)
}

// The functions that Step Functions adds; it has no $eval.
const ownFunctions = {
  parse: (text: string) => JSON.parse(text),
  uuid: () => randomUUID(),
  hash: (text: string, algorithm: string) => createHash(algorithm.replace('-', '')).update(text).digest('hex'),
  partition: (list: readonly Json[], size: number) =>
    Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size)),
  range: (first: number, last: number, step: number) =>
    Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step),
  eval: () => {
    throw new Error('$eval is not supported')
  },
}
