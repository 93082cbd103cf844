import type { Construct } from 'constructs'
import type { CloneProps } from './clone.ts'
import { cloneArns, loginStatements, storageKeyStatements, taggingStatement } from './clone-rights.ts'
import { callApi, expression, passingApi } from './states.ts'
import { checkOf, metCause, type Tried, unexpected } from './tried.ts'

interface DryCall {
  readonly action: string
  readonly on: string[]
  readonly parameters: Record<string, unknown>
  /** What RDS answers who may do it: pattern of its error, and what is told then. */
  readonly refused: RegExp
}

// No run has such a clone. With a hyphen at its end it is a name that RDS gives to none: nothing can be made of it.
const nobodyOf = ({ clonePrefix }: CloneProps) => `${clonePrefix}preflight`
const impossibleOf = (props: CloneProps) => `${nobodyOf(props)}-`

/** Production is looked at, and each call that makes or deletes a clone is made so that RDS has to refuse it, after it has looked at rights. */
export function sourceChecks(scope: Construct, props: CloneProps): Tried[] {
  const look = 'cluster' in props.source ? lookAtCluster : lookAtInstance
  return [look(scope, props), ...dryCalls(scope, props).map((each) => dry(scope, props, each))]
}

function lookAtCluster(scope: Construct, props: CloneProps): Tried {
  const { cluster } = props.source as { readonly cluster: string }
  const described = '$states.result.DbClusters[0]'
  return tried(scope, 'Look at source', {
    ...{ action: 'describeDBClusters', on: [cloneArns(scope, props).source] },
    parameters: { DbClusterIdentifier: cluster },
    found: checkOf(
      'source',
      `${described}.Status = 'available' and ${described}.Engine = 'aurora-mysql'`,
      `'${cluster} is ' & ${described}.Engine & ' ' & ${described}.EngineVersion & ', ' & ${described}.Status & '; it has the subnet group ' & ${described}.DbSubnetGroup & ' and the parameter group ' & ${described}.DbClusterParameterGroup & '.'`,
    ),
  })
}

function lookAtInstance(scope: Construct, props: CloneProps): Tried {
  const { instance } = props.source as { readonly instance: string }
  const described = '$states.result.DbInstances[0]'
  return tried(scope, 'Look at source', {
    ...{ action: 'describeDBInstances', on: [cloneArns(scope, props).source] },
    parameters: { DbInstanceIdentifier: instance },
    found: checkOf(
      'source',
      `${described}.BackupRetentionPeriod > 0 and $exists(${described}.LatestRestorableTime) and ${described}.Engine in ['mysql', 'mariadb']`,
      `'${instance} is ' & ${described}.Engine & ' ' & ${described}.EngineVersion & ', ' & ${described}.DbInstanceStatus & '; it keeps backups for ' & ${described}.BackupRetentionPeriod & ' days, ' & ($exists(${described}.LatestRestorableTime) ? 'can be restored to ' & ${described}.LatestRestorableTime : 'has no first one yet') & ', and has the parameter group ' & ${described}.DbParameterGroups[0].DbParameterGroupName & '.'`,
    ),
  })
}

function dryCalls(scope: Construct, props: CloneProps): DryCall[] {
  const arns = cloneArns(scope, props)
  const nobody = nobodyOf(props)
  const gone = /NotFound/
  const badName = /RdsException|InvalidParameter/
  const ofInstance = { DbInstanceIdentifier: nobody }
  const ofCluster = { DbClusterIdentifier: nobody }
  const login = {
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: props.loginKey.keyArn,
    ApplyImmediately: true,
  }
  const target = { UseLatestRestorableTime: true, VpcSecurityGroupIds: [props.securityGroupId], Port: props.port }
  const deleteInstance = { action: 'deleteDBInstance', on: [arns.instance], refused: gone }
  if ('instance' in props.source)
    return [
      {
        ...{ action: 'restoreDBInstanceToPointInTime', refused: badName },
        on: [arns.source, arns.instance, arns.subnetGroup, arns.parameterGroup, arns.optionGroup],
        parameters: {
          ...{ SourceDBInstanceIdentifier: props.source.instance, TargetDBInstanceIdentifier: impossibleOf(props) },
          ...target,
        },
      },
      { action: 'modifyDBInstance', on: [arns.instance], refused: gone, parameters: { ...ofInstance, ...login } },
      { ...deleteInstance, parameters: { ...ofInstance, SkipFinalSnapshot: true, DeleteAutomatedBackups: true } },
    ]
  return [
    {
      ...{ action: 'restoreDBClusterToPointInTime', refused: badName },
      on: [arns.source, arns.cluster, arns.subnetGroup, arns.clusterParameterGroup, arns.optionGroup],
      parameters: {
        ...{ SourceDBClusterIdentifier: props.source.cluster, DbClusterIdentifier: impossibleOf(props) },
        RestoreType: 'copy-on-write',
        ...target,
      },
    },
    { action: 'modifyDBCluster', on: [arns.cluster], refused: gone, parameters: { ...ofCluster, ...login } },
    { ...deleteInstance, parameters: ofInstance },
    {
      ...{ action: 'deleteDBCluster', on: [arns.cluster], refused: gone },
      parameters: { ...ofCluster, SkipFinalSnapshot: true },
    },
  ]
}

function dry(scope: Construct, props: CloneProps, { action, on, parameters, refused }: DryCall): Tried {
  const check = `rds:${action}`
  const error = '$states.errorOutput.Error'
  const allowed = `$contains(${error}, ${refused}) and $not($contains(${metCause}, 'not authorized'))`
  const statements = /restore/.test(action)
    ? [taggingStatement(scope, props), ...storageKeyStatements(scope, props)]
    : /modify/.test(action)
      ? loginStatements(scope, props)
      : []
  return tried(scope, `Try ${action}`, {
    ...{ action, on, parameters, statements },
    found: checkOf(check, 'false', "'RDS did what was only tried: look for a database named nightmask-preflight.'"),
    failed: checkOf(check, allowed, `'RDS answered the trial with ' & ${error} & ': ' & ${metCause}`),
  })
}

interface Trial {
  readonly action: string
  readonly on: string[]
  readonly parameters: Record<string, unknown>
  readonly statements?: Parameters<typeof callApi>[2]['additionalIamStatements']
  readonly found: string
  readonly failed?: string
}

function tried(scope: Construct, name: string, { action, on, parameters, statements, found, failed }: Trial): Tried {
  const state = callApi(scope, name, {
    ...{ service: 'rds', action, parameters, iamResources: on },
    ...(statements ? { additionalIamStatements: statements } : {}),
    retry: [{ ...passingApi, maxAttempts: 1 }],
    assign: { checks: expression(`$append($checks, [${found}])`) },
  })
  return { state, failed: failed ?? unexpected('source') }
}
