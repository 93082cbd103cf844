import { holds } from './conditions.ts'
import type { Edge } from './edge.ts'
import { covers } from './globs.ts'
import { endpointsOf } from './network.ts'
import type { Policies } from './policies.ts'
import { requestOf } from './requests.ts'
import type { Request, Statement } from './statement.ts'
import type { Template } from './template.ts'

interface Seen {
  readonly edge: Edge
  readonly request: Request
}

/** Every grant (one action on one resource, for one principal) that no edge needs, as sentences. */
export function idleGrants(calls: readonly Edge[], template: Template, policies: Policies): string[] {
  const seen = calls.map((edge) => ({ edge, request: requestOf(edge, template) }))
  const roles = [...policies.ofRole].flatMap(([role, statements]) => {
    const own = seen.filter(({ edge: { by } }) => 'role' in by && by.role === role)
    return statements.flatMap((statement) => idleIn(statement, own, false))
  })
  const resources = [...policies.trust, ...policies.ofResource].flatMap(([arn, statements]) => {
    const here = seen.filter(({ edge: { on } }) => on === arn || on.startsWith(`${arn}/`))
    return statements.flatMap((statement) => idleIn(statement, here, false))
  })
  const endpoints = [...policies.ofEndpoint].flatMap(([id, statements]) => {
    const through = seen.filter(({ edge }) => edge.from && endpointsOf(serviceOf(edge), template).includes(id))
    return statements.flatMap((statement) => idleIn(statement, through, true))
  })
  return [...roles, ...resources, ...endpoints]
}

function serviceOf({ action }: Edge): string {
  return action.split(':')[0]!
}

/** An endpoint's policy names nobody and is bound by its conditions; any other has to say whom it means. */
function idleIn(statement: Statement, concerned: readonly Seen[], namesNobody: boolean): string[] {
  const { allows, actions, resources, exceptActions, exceptResources, principals, where } = statement
  if (!allows) return []
  const spared = [...exceptActions, ...exceptResources]
  if (spared.length > 0) return [`${where} allows all but ${spared.join(', ')}: nobody needs as much`]
  const fitting = concerned.filter(({ request }) => holds(statement.conditions, request.context))
  const needed = (action: string, resource: string, principal: string | null) =>
    fitting.some(
      ({ edge, request }) =>
        covers(edge.action.toLowerCase(), action.toLowerCase()) &&
        covers(edge.on, resource) &&
        (principal === null || (principal === '*' ? namesNobody : request.caller.includes(principal))),
    )
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      (principals ?? [null])
        .filter((principal) => !needed(action, resource, principal))
        .map(
          (principal) =>
            `${where} allows ${principal ? `${principal} ` : ''}${action} on ${resource}: nobody needs as much`,
        ),
    ),
  )
}
