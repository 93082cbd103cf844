import { type Json, readable, type Synthesised } from './synthesise.ts'

/** One allowed statement of a role, references readable. */
export interface Allowed {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

/** Everything that the role of a function or workflow is allowed, by whatever policy. */
export function allowedTo(stack: Synthesised, roleId: string): Allowed[] {
  const policies = stack.ofType('AWS::IAM::Policy').filter(([, { Properties }]) => attaches(Properties, roleId))
  const documents = [
    ...policies.map(([, { Properties }]) => Properties.PolicyDocument),
    ...(stack.resources[roleId].Properties.Policies ?? []).map((policy: Json) => policy.PolicyDocument),
  ]
  return documents
    .flatMap(({ Statement }) => Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Action, Resource }) => ({ actions: listed(Action), resources: listed(Resource).map(readable) }))
}

/** The same in the words of infra/grants.ts, with what is nobody's secret left out. */
export function grantsOf(allowed: readonly Allowed[]): string[] {
  const grants = allowed.flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.flatMap((resource) => grantOf(action, resource))),
  )
  return [...new Set(grants)].sort()
}

// Its own log, its network interfaces, the names in a bucket, and keys, which open only what is granted beside them.
const everybodys = [
  /^logs:(CreateLogStream|PutLogEvents)$/,
  /^ec2:(Create|Describe|Delete)NetworkInterfaces?$/,
  /^ec2:(DescribeSubnets|(Una|A)ssignPrivateIpAddresses)$/,
  /^s3:ListBucket$/,
  /^kms:(Decrypt|GenerateDataKey)$/,
]

function grantOf(action: string, resource: string): string[] {
  if (everybodys.some((pattern) => pattern.test(action))) return []
  if (action === 'secretsmanager:GetSecretValue') return [secretOf(resource)]
  const access = /^s3:(?:Get(Object)|Put(Object)|(?:Abort)(MultipartUpload)|Delete(Object))$/.exec(action)
  const kind = access?.[1] ? 'read' : access?.[4] ? 'delete' : access ? 'write' : null
  if (action.startsWith('states:') && resource.includes('MaskingNightMachine')) return [`${action} of Night`]
  return [kind ? `${storeOf(resource)}:${kind}` : `${action} on ${resource}`]
}

function secretOf(resource: string): string {
  if (resource.includes('KeysPseudonyms')) return 'pseudonyms'
  if (resource.includes('KeysOriginals')) return 'originals-key'
  if (resource.includes('shop/staging/nightmask')) return 'staging'
  return resource.includes('shop/production/reader') || resource.includes('secret:rds!') ? 'source' : resource
}

function storeOf(resource: string): string {
  const [, bucket = '', path = ''] = /^(\w+?)\/(.*)$/.exec(resource) ?? []
  const place = path.replace(/^runs\/\*\//, '').replace(/(\.json|\/\*)$/, '')
  if (bucket.includes('StoresAudit')) return place === 'audit' ? 'records' : resource
  const names: Record<string, string> = {
    plan: 'plans',
    lists: 'plans',
    'edge-cases': 'catalogue',
    'runs/lock': 'lock',
    begun: 'lock',
  }
  return names[place] ?? place
}

function attaches({ Roles = [] }: Json, roleId: string): boolean {
  return Roles.some(({ Ref }: Json) => Ref === roleId)
}

function listed(value: Json): Json[] {
  return Array.isArray(value) ? value : [value]
}
