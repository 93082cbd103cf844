import type { Json } from '../synthesise.ts'

export type Resources = Record<string, Json>

/** The statement of a policy: of the resources whose id matches, the first that has all these words in it. Throws when there is none. */
export function statementIn(resources: Resources, id: RegExp, ...words: readonly string[]): Json {
  return placeOf(resources, id, words).statement
}

export function removed(resources: Resources, id: RegExp, ...words: readonly string[]): void {
  const { statements, statement } = placeOf(resources, id, words)
  statements.splice(statements.indexOf(statement), 1)
}

export function added(resources: Resources, id: RegExp, statement: Json): void {
  statementsOf(resourceLike(resources, id)).push(statement)
}

/** The first resource whose id matches. */
export function resourceLike(resources: Resources, id: RegExp): Json {
  const found = Object.keys(resources).find((each) => id.test(each))
  if (!found) throw new Error(`there is no ${id} to change`)
  return resources[found]
}

export function deleted(resources: Resources, id: RegExp): void {
  resourceLike(resources, id)
  for (const each of Object.keys(resources)) if (id.test(each)) delete resources[each]
}

/** The statement holds whatever the request is about. */
export function anywhere(resources: Resources, id: RegExp, ...words: readonly string[]): void {
  delete statementIn(resources, id, ...words).Condition
}

export function grant(Action: string, Resource: Json): Json {
  return { Effect: 'Allow', Action, Resource }
}

/** Logical id of the first resource that matches. */
export function keyOf(resources: Resources, id: RegExp): string {
  return Object.keys(resources).find((each) => id.test(each))!
}

function placeOf(resources: Resources, id: RegExp, words: readonly string[]) {
  for (const each of Object.keys(resources).filter((name) => id.test(name))) {
    const statements = statementsOf(resources[each])
    const statement = statements.find((one) => words.every((word) => JSON.stringify(one).includes(word)))
    if (statement) return { statements, statement }
  }
  throw new Error(`there is no statement with ${words.join(' and ')} in ${id}`)
}

function statementsOf({ Properties = {} }: Json): Json[] {
  const document = Properties.PolicyDocument ?? Properties.KeyPolicy ?? Properties.AssumeRolePolicyDocument
  return document?.Statement ?? []
}
