import type { Edge, Edges } from './edge.ts'
import { idleGrants } from './idle.ts'
import { blocked, hindrance, idleRules, rulesOf } from './network.ts'
import { policiesOf } from './policies.ts'
import type { Template } from './template.ts'

/** Everything that is wrong between the edges and the template, as sentences: calls that fail, grants that nobody needs, doors that stand open. */
export function walk(template: Template, { calls, connections, forbidden }: Edges): string[] {
  const policies = policiesOf(template)
  const rules = rulesOf(template)
  const failing = calls.flatMap((edge) => {
    const reason = hindrance(edge, template, policies)
    return reason ? [`${edge.why} ${told(edge)} fails: ${reason}.`] : []
  })
  const unbound = calls.flatMap((edge) =>
    Object.entries({ ...transport(edge, template), ...edge.bound })
      .filter(([key, value]) => hindrance(edge, template, policies, { [key]: value }) === null)
      .map(([key, value]) => `${edge.why} ${told(edge)} is allowed with ${key} ${value ?? 'missing'}, too.`),
  )
  const open = forbidden
    .filter((edge) => hindrance(edge, template, policies) === null)
    .map((edge) => `${edge.why} ${told(edge)} is allowed.`)
  const apart = connections.flatMap((connection) => {
    const reason = blocked(connection, rules)
    return reason ? [`${connection.why} Its connection fails: ${reason}.`] : []
  })
  return [
    ...new Set([
      ...failing,
      ...unbound,
      ...open,
      ...apart,
      ...idleGrants(calls, template, policies),
      ...idleRules(rules, connections),
    ]),
  ]
}

function told({ action, on }: Edge): string {
  return `(${action} on ${on})`
}

// What the stack makes speaks TLS only. IAM's own actions and keys have no other way.
function transport({ on, action }: Edge, template: Template): Record<string, string> {
  const guarded = /^(s3|sns|sqs):/.test(action) && template.idOf(on.replace(/^(arn:aws:s3:::[^/]+)\/.*$/, '$1'))
  return guarded ? { 'aws:SecureTransport': 'false' } : {}
}
