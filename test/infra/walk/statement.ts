import type { Json } from '../synthesise.ts'
import { type Context, holds } from './conditions.ts'
import { covers, meets } from './globs.ts'
import type { Template } from './template.ts'

/** One statement of a policy document. */
export interface Statement {
  /** For errors: whose it is and which one. */
  readonly where: string
  readonly allows: boolean
  readonly actions: readonly string[]
  readonly exceptActions: readonly string[]
  readonly resources: readonly string[]
  readonly exceptResources: readonly string[]
  /** `*`, ARNs and services; null in policies of a role, which are about that role. */
  readonly principals: readonly string[] | null
  readonly conditions: Json
}

/** A call as a policy sees it; action and resource may be patterns, then all that they stand for is called. */
export interface Request {
  /** Every name under which policies may mean the caller. */
  readonly caller: readonly string[]
  readonly action: string
  readonly resource: string
  readonly context: Context
}

export function statementsOf(document: Json, where: string, template: Template, self?: string): Statement[] {
  return [document.Statement].flat().map((statement: Json, n) => ({
    where: `${where}, statement ${n + 1}${statement.Sid ? ` (${statement.Sid})` : ''}`,
    allows: statement.Effect === 'Allow',
    actions: template.texts(statement.Action),
    exceptActions: template.texts(statement.NotAction),
    // In the policy of a key, `*` is the key; a trust policy names no resource and means the role.
    resources: self && onlyAll(statement.Resource) ? [self] : template.texts(statement.Resource),
    exceptResources: template.texts(statement.NotResource),
    principals: statement.Principal === undefined ? null : principalsOf(statement.Principal, template),
    conditions: template.plain(statement.Condition ?? {}),
  }))
}

function onlyAll(resource: Json): boolean {
  return resource === undefined || resource === '*'
}

function principalsOf(principal: Json, template: Template): string[] {
  if (principal === '*') return ['*']
  return Object.values<Json>(principal).flatMap((value) => template.texts(value))
}

type Fits = (pattern: string, name: string) => boolean

/** Which of the statements denies the request, as a sentence; null when none does. */
export function deniedBy(statements: readonly Statement[], request: Request): string | null {
  const denied = statements.find((statement) => denies(statement, request))
  return denied ? `${denied.where} denies it` : null
}

/** Whether an Allow covers the whole of the call. */
export function grants(statement: Statement, request: Request): boolean {
  return statement.allows && applies(statement, request, covers, meets)
}

/** Whether a Deny touches any of the call. */
export function denies(statement: Statement, request: Request): boolean {
  return !statement.allows && applies(statement, request, meets, covers)
}

function applies(statement: Statement, { caller, action, resource, context }: Request, fits: Fits, spared: Fits) {
  const { principals, actions, exceptActions, resources, exceptResources, conditions } = statement
  const among = (patterns: readonly string[], except: readonly string[], name: string) =>
    except.length > 0
      ? !except.some((pattern) => spared(pattern, name))
      : patterns.some((pattern) => fits(pattern, name))
  const small = (names: readonly string[]) => names.map((name) => name.toLowerCase())
  return (
    (principals === null || principals.some((name) => name === '*' || caller.includes(name))) &&
    among(small(actions), small(exceptActions), action.toLowerCase()) &&
    among(resources, exceptResources, resource) &&
    holds(conditions, context)
  )
}
