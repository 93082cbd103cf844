import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { CloneProps } from './clone.ts'

/** ARNs of RDS by what they are of: a workflow may look at the source and restore from it, and change clones only. */
export function cloneArns(scope: Construct, props: CloneProps) {
  const arn = (resource: string) => Stack.of(scope).formatArn({ service: 'rds', resource })
  const group = (kind: string, name: string | null) => arn(`${kind}:${name ?? '*'}`)
  return {
    source: arn('cluster' in props.source ? `cluster:${props.source.cluster}` : `db:${props.source.instance}`),
    /** The instances of a source cluster have names that nobody told. */
    anyInstance: arn('db:*'),
    clones: [
      ...('cluster' in props.source ? [arn(`cluster:${props.clonePrefix}*`)] : []),
      arn(`db:${props.clonePrefix}*`),
    ],
    cluster: arn(`cluster:${props.clonePrefix}*`),
    instance: arn(`db:${props.clonePrefix}*`),
    /** What a clone is made with: of the source, unless they are configured. Nobody changes them. */
    subnetGroup: group('subgrp', props.subnetGroup),
    clusterParameterGroup: group('cluster-pg', props.parameterGroup),
    parameterGroup: group('pg', 'cluster' in props.source ? null : props.parameterGroup),
    optionGroup: 'cluster' in props.source ? arn('og:default*') : group('og', props.optionGroup),
  }
}

/** Tags are put on clones only. */
export function taggingStatement(scope: Construct, props: CloneProps): PolicyStatement {
  return new PolicyStatement({ actions: ['rds:AddTagsToResource'], resources: cloneArns(scope, props).clones })
}

/** RDS encrypts the clone's storage as the source's is, in the caller's name. */
export function storageKeyStatements(scope: Construct, { storageKeyArn }: CloneProps): PolicyStatement[] {
  const keys = storageKeyArn ?? Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: '*' })
  return keyStatements(keys, [`rds.${Stack.of(scope).region}.amazonaws.com`])
}

/** RDS makes the clone's login and keeps it in a secret of its own, in the caller's name. */
export function loginStatements(scope: Construct, { loginKey }: CloneProps): PolicyStatement[] {
  const { region } = Stack.of(scope)
  return [
    new PolicyStatement({
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: [Stack.of(scope).formatArn({ service: 'secretsmanager', resource: 'secret:rds!*' })],
    }),
    ...keyStatements(loginKey.keyArn, [`rds.${region}.amazonaws.com`, `secretsmanager.${region}.amazonaws.com`]),
  ]
}

// Never by itself: only for what these services do for it.
function keyStatements(resource: string, services: readonly string[]): PolicyStatement[] {
  const viaService = { StringEquals: { 'kms:ViaService': services } }
  return [
    new PolicyStatement({
      actions: ['kms:DescribeKey', 'kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [resource],
      conditions: viaService,
    }),
    new PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources: [resource],
      conditions: { ...viaService, Bool: { 'kms:GrantIsForAWSResource': true } },
    }),
  ]
}
