import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IChainable, State } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { auroraClone } from './clone-aurora.ts'
import { rdsClone } from './clone-rds.ts'

/** How a clone of the source is made. */
export interface CloneProps {
  readonly source: { readonly cluster: string } | { readonly instance: string }
  readonly instanceClass: string
  readonly subnetGroup: string
  readonly parameterGroup: string | null
  readonly securityGroupId: string
  readonly port: number
  /** Encrypts the login that RDS makes for the clone. */
  readonly loginKey: IKey
  /** Key of the source's storage, when it is a customer's. */
  readonly storageKeyArn: string | null
  readonly stackName: string
}

export interface CloneStates {
  /** Every state's failure goes here, with `$failure` assigned. */
  readonly failed: IChainable
  /** Where it goes on; `$source` holds where the clone is and how to log in. */
  readonly next: IChainable
}

/** Begin of every clone's identifier; the run id follows. */
export const clonePrefix = 'nightmask-'

export function makeClone(scope: Construct, props: CloneProps, states: CloneStates): State {
  return 'cluster' in props.source
    ? auroraClone(scope, { ...props, cluster: props.source.cluster }, states)
    : rdsClone(scope, { ...props, instance: props.source.instance }, states)
}

/** ARN patterns that making a clone touches: the source, clones, and the groups that they are made with. */
export function cloneResources(scope: Construct, props: CloneProps): string[] {
  const arn = (resource: string) => Stack.of(scope).formatArn({ service: 'rds', resource })
  const source = 'cluster' in props.source ? `cluster:${props.source.cluster}` : `db:${props.source.instance}`
  const group = props.parameterGroup ?? 'default*'
  return [
    ...[source, `cluster:${clonePrefix}*`, `db:${clonePrefix}*`, `subgrp:${props.subnetGroup}`],
    ...[`cluster-pg:${group}`, `pg:${group}`, 'pg:default*', 'og:default*'],
  ].map(arn)
}

/** What RDS does in the caller's name: tags, the clone's login and its key. */
export function cloneStatements(scope: Construct, props: CloneProps): PolicyStatement[] {
  const arn = (service: string, resource: string) => Stack.of(scope).formatArn({ service, resource })
  return [
    new PolicyStatement({
      actions: ['rds:AddTagsToResource'],
      resources: [arn('rds', `cluster:${clonePrefix}*`), arn('rds', `db:${clonePrefix}*`)],
    }),
    new PolicyStatement({
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      resources: [arn('secretsmanager', 'secret:rds!*')],
    }),
    new PolicyStatement({
      actions: ['kms:DescribeKey', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'],
      resources: [props.loginKey.keyArn, ...(props.storageKeyArn ? [props.storageKeyArn] : [])],
    }),
  ]
}
