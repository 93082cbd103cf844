import type { Edge } from './edge.ts'
import type { Policies } from './policies.ts'
import { accountOf, requestOf, rootOf } from './requests.ts'
import { deniedBy, grants, type Request, type Statement } from './statement.ts'
import type { Template } from './template.ts'

/** Null when the call is allowed, else why it is not. `changed` are condition keys that have another value, or none (null). */
export function refusal(
  edge: Edge,
  template: Template,
  policies: Policies,
  changed: Readonly<Record<string, string | null>> = {},
): string | null {
  const request = requestOf(edge, template, changed)
  const sides = sidesOf(edge, policies, template)
  return deniedBy(Object.values(sides).flat(), request) ?? decide(edge, request, sides, template)
}

export interface Sides {
  /** What the caller's own policies say. */
  readonly identity: readonly Statement[]
  /** What the resource's own policy says. */
  readonly resource: readonly Statement[]
}

export function sidesOf({ by, on, action }: Edge, policies: Policies, template: Template): Sides {
  const own = action.toLowerCase().startsWith('sts:') ? policies.trust : policies.ofResource
  return {
    identity: identityOf(by, policies, template),
    resource: own.get(on) ?? own.get(bucketOf(on)) ?? [],
  }
}

function bucketOf(arn: string): string {
  return arn.replace(/^(arn:aws:s3:::[^/]+)\/.*$/, '$1')
}

function identityOf(by: Edge['by'], policies: Policies, { account }: Template): readonly Statement[] {
  if ('role' in by) return policies.ofRole.get(by.role) ?? []
  return 'account' in by && by.may === 'everything' && by.account === account ? [everything] : []
}

const everything: Statement = {
  where: 'an administrator’s policy',
  ...{ allows: true, actions: ['*'], exceptActions: [], resources: ['*'], exceptResources: [] },
  ...{ principals: null, conditions: {} },
}

/** IAM within one account: either side may allow; but a key and a role must be opened by their own policy, and a service has no other. */
function decide(edge: Edge, request: Request, { identity, resource }: Sides, template: Template): string | null {
  const byResource = resource.filter((statement) => grants(statement, request))
  const byIdentity = identity.some((statement) => grants(statement, request))
  const [service] = edge.action.toLowerCase().split(':')
  const itself = `${template.idOf(edge.on) ?? edge.on}`
  if ('service' in edge.by || service === 'sts')
    return byResource.length > 0 ? null : `the policy of ${itself} does not allow it`
  if (service === 'kms' && template.idOf(edge.on)) {
    if (byResource.some(({ principals }) => principals!.some((name) => name === '*' || name === callerOf(edge))))
      return null
    const delegated = byResource.some(({ principals }) => principals!.includes(rootOf(template.account)))
    if (!delegated) return `the policy of ${itself} neither allows it nor leaves it to the account's IAM`
    return byIdentity ? null : 'no policy of the caller allows it'
  }
  const foreign = request.caller.every((name) => !isOf(name, template.account))
  // What belongs to the stranger himself is his own affair: only the way there can be closed.
  if (foreign && request.context.get('aws:resourceaccount') !== template.account) return null
  if (foreign) return byResource.length > 0 ? null : `the policy of ${itself} allows no other account`
  return byIdentity || byResource.length > 0 ? null : `no policy of the caller allows it, nor does that of ${itself}`
}

function callerOf({ by }: Edge): string {
  return 'role' in by ? by.role : 'service' in by ? by.service : by.account
}

function isOf(name: string, account: string): boolean {
  return name === account || accountOf(name) === account
}
