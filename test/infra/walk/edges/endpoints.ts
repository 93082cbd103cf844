import type { Edge, Edges } from '../edge.ts'
import type { Template } from '../template.ts'

const stranger = '999999999999'

/** What goes through the endpoints that the stack makes beside the calls of its functions, and what must not. */
export function endpointEdges(template: Template): Edges {
  const parts = template.ofType('AWS::EC2::VPCEndpoint').map(([, { Properties }]) => {
    const service = template.text(Properties.ServiceName).split('.').at(-1)!
    return { calls: others(service, template), forbidden: leaks(service, template) }
  })
  return {
    calls: parts.flatMap(({ calls }) => calls),
    connections: [],
    forbidden: parts.flatMap(({ forbidden }) => forbidden),
  }
}

const throughTheVpc = { from: 'the VPC' }

/** Other nightly maskings may stand behind an endpoint, and whoever else uses the route tables of S3's. */
function others(service: string, { account, region }: Template): Edge[] {
  const why = `Others of the account use the endpoint of ${service}.`
  const bound = { 'aws:PrincipalAccount': stranger, 'aws:ResourceAccount': stranger }
  const call = (action: string, on: string): Edge => ({
    ...{ why, by: { account, may: 'everything' }, action, on, bound },
    ...throughTheVpc,
  })
  const arn = (resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`
  const calls: Record<string, Edge[]> = {
    s3: [call('s3:*', '*'), ...awsBuckets(why, region, account)],
    secretsmanager: [call('secretsmanager:GetSecretValue', arn('secret:*'))],
    logs: ['CreateLogStream', 'PutLogEvents'].map((each) => call(`logs:${each}`, arn('log-group:*'))),
    kms: ['Sign', 'GetPublicKey'].map((each) => call(`kms:${each}`, arn('key/*'))),
  }
  return calls[service] ?? []
}

// AWS signs the addresses of an image's layers itself: no account of ours is in such a request.
function awsBuckets(why: string, region: string, account: string): Edge[] {
  return ['prod-*-starport-layer-bucket', 'al2023-repos-*-*'].map((name) => ({
    ...{ why, by: { account, may: 'everything' as const }, action: 's3:GetObject' },
    on: `arn:aws:s3:::${name.replace('*', region)}/*`,
    ...{ context: { 'aws:ResourceAccount': '111111111111' }, ...throughTheVpc },
  }))
}

/** Ways to carry rows away: one's own account with one's own credentials, or with those of an administrator here. */
function leaks(service: string, { account, region }: Template): Edge[] {
  const ways: Record<string, [string, string]> = {
    s3: ['s3:PutObject', 'arn:aws:s3:::strange-bucket/*'],
    secretsmanager: ['secretsmanager:PutSecretValue', `arn:aws:secretsmanager:${region}:${stranger}:secret:strange`],
    logs: ['logs:PutLogEvents', `arn:aws:logs:${region}:${stranger}:log-group:strange:*`],
    kms: ['kms:Sign', `arn:aws:kms:${region}:${stranger}:key/strange`],
  }
  const [action, on] = ways[service] ?? []
  if (!action || !on) throw new Error(`the walker does not know what the endpoint of ${service} is for`)
  const context = { 'aws:ResourceAccount': stranger }
  return [stranger, account].map((who) => ({
    ...{ why: `Rows leave for another account through the endpoint of ${service}.`, action, on, context },
    ...{ by: { account: who, may: 'everything' }, ...throughTheVpc },
  }))
}
