import { Stack } from 'aws-cdk-lib'
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { EndpointService } from './masking-network.ts'

type Service = EndpointService | 's3' | 'logs'

/**
 * What goes through an endpoint: calls of this account on what belongs to this account. Whoever has taken over a function cannot carry
 * rows away with credentials of his own, or into a bucket, secret or workflow of another account.
 */
export function endpointPolicy(
  scope: Construct,
  service: Service,
  foreignSecretArns: readonly string[] = [],
): PolicyDocument {
  const { account } = Stack.of(scope)
  const statements = calls(scope)[service].map(
    ({ actions, resources }) =>
      new PolicyStatement({
        ...{ principals: [new AnyPrincipal()], actions: [...actions], resources: [...resources] },
        conditions: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
      }),
  )
  if (service === 's3') statements.push(awsBuckets(scope))
  if (service === 'secretsManager') statements.push(...foreignSecretArns.map((arn) => foreignSecret(scope, arn)))
  return new PolicyDocument({ statements })
}

// The login of a staging in another account: this secret there, and nothing else of that account.
function foreignSecret(scope: Construct, arn: string): PolicyStatement {
  const owner = arn.split(':')[4]!
  return new PolicyStatement({
    ...{ principals: [new AnyPrincipal()], actions: ['secretsmanager:GetSecretValue'], resources: [arn] },
    conditions: { StringEquals: { 'aws:PrincipalAccount': Stack.of(scope).account, 'aws:ResourceAccount': owner } },
  })
}

interface Calls {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

// Only functions and the task may enter an endpoint of an API, and these are all calls of theirs. Route tables are shared: S3's is for all who use them.
function calls(scope: Construct): Readonly<Record<Service, readonly Calls[]>> {
  const arn = (service: string, resource: string) => Stack.of(scope).formatArn({ service, resource })
  return {
    s3: [{ actions: ['s3:*'], resources: ['*'] }],
    secretsManager: [{ actions: ['secretsmanager:GetSecretValue'], resources: [arn('secretsmanager', 'secret:*')] }],
    logs: [{ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [arn('logs', 'log-group:*')] }],
    kms: [{ actions: ['kms:Sign', 'kms:GetPublicKey'], resources: [arn('kms', 'key/*')] }],
  }
}

// Layers of images (ECR's guide, «Create the Amazon S3 gateway endpoint») and packages of Amazon Linux: read, from buckets that AWS owns.
function awsBuckets(scope: Construct): PolicyStatement {
  const { region } = Stack.of(scope)
  const names = [`prod-${region}-starport-layer-bucket`, `al2023-repos-${region}-*`]
  return new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: names.map(
      (name) => `${Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: name })}/*`,
    ),
  })
}
