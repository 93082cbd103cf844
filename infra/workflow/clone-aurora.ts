import { Choice, Condition, type State } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { CloneProps, CloneStates } from './clone.ts'
import { cloneArns, storageKeyStatements, taggingStatement } from './clone-rights.ts'
import {
  cloneId,
  clonePolls,
  cloneSource,
  cloneTags,
  configuredOr,
  loginReady,
  makingCall,
  ownLoginCall,
  rdsCall,
  setDeadline,
  usable,
} from './clone-states.ts'
import { expression } from './states.ts'

type AuroraProps = CloneProps & { readonly cluster: string }

const cluster = '$states.result.DbClusters[0]'
const instance = '$states.result.DbInstances[0]'

/** An Aurora copy-on-write clone, made like the source, with one instance and a login of its own. Returns the first state. */
export function auroraClone(scope: Construct, props: AuroraProps, states: CloneStates): State {
  const poll = clonePolls(scope, states)
  const arns = cloneArns(scope, props)
  const describe = (name: string, more: Record<string, unknown> = {}) =>
    rdsCall(scope, states, {
      ...{ name, action: 'describeDBClusters', on: [arns.cluster] },
      parameters: { DbClusterIdentifier: cloneId },
      assign: { status: expression(`${cluster}.Status`), ...more },
    })
  const ownLogin = ownLoginCall(scope, states, props, 'Cluster')
  const ready = poll('Clone login ready', {
    ask: describe('Describe clone login', cloneSource(cluster, 'Endpoint', 'Port')),
    ...{ seconds: 15, done: loginReady, next: states.next },
  })
  const instanceReady = poll('Clone instance ready', {
    ask: rdsCall(scope, states, {
      ...{ name: 'Describe clone instance', action: 'describeDBInstances', on: [arns.instance] },
      parameters: { DbInstanceIdentifier: cloneId },
      assign: { status: expression(`${instance}.DbInstanceStatus`), eventSource: 'db-instance' },
    }),
    ...{ seconds: 30, done: usable, next: ready },
  })
  const add = makingCall(scope, states, instanceReady, {
    ...{ name: 'Add instance to clone', action: 'createDBInstance' },
    on: [arns.cluster, arns.instance, arns.subnetGroup, arns.parameterGroup, arns.optionGroup],
    parameters: {
      DbClusterIdentifier: cloneId,
      DbInstanceIdentifier: cloneId,
      DbInstanceClass: expression('$likeInstance.instanceClass'),
      DbParameterGroupName: expression('$likeInstance.parameterGroup'),
      Engine: 'aurora-mysql',
      PubliclyAccessible: false,
      AutoMinorVersionUpgrade: false,
      Tags: cloneTags(props),
    },
    statements: [taggingStatement(scope, props), ...storageKeyStatements(scope, props)],
  })
  ownLogin.next(add)
  const restored = poll('Clone restored', {
    ask: describe('Describe restored clone'),
    ...{ seconds: 30, done: usable, next: ownLogin },
  })
  return restoring(scope, props, states, restored)
}

/** Looks at the source and asks for the clone; then `restored`. Returns the first state. */
function restoring(scope: Construct, props: AuroraProps, states: CloneStates, restored: State): State {
  const arns = cloneArns(scope, props)
  const on = [arns.source, arns.cluster, arns.subnetGroup, arns.clusterParameterGroup, arns.optionGroup]
  const statements = [taggingStatement(scope, props), ...storageKeyStatements(scope, props)]
  const restore = (name: string, more: Record<string, unknown> = {}) => {
    const parameters = { ...clusterParameters(props), ...more }
    const action = 'restoreDBClusterToPointInTime'
    return makingCall(scope, states, restored, { name, action, on, parameters, statements })
  }
  const clone = restore('Clone cluster')
  const serverless = restore('Clone serverless cluster', {
    ServerlessV2ScalingConfiguration: {
      MinCapacity: expression('$like.minCapacity'),
      MaxCapacity: expression('$like.maxCapacity'),
    },
  })
  const describeSource = rdsCall(scope, states, {
    ...{ name: 'Describe source', action: 'describeDBClusters', on: [arns.source] },
    parameters: { DbClusterIdentifier: props.cluster },
    assign: { ...setDeadline, ...likeCluster(props), eventSource: 'db-cluster', status: 'unknown' },
  })
  const describeInstance = rdsCall(scope, states, {
    ...{ name: 'Describe source instance', action: 'describeDBInstances', on: [arns.anyInstance] },
    parameters: { DbInstanceIdentifier: expression('$like.writer') },
    assign: {
      likeInstance: {
        instanceClass: configuredOr(props.instanceClass, `${instance}.DbInstanceClass`),
        parameterGroup: expression(`${instance}.DbParameterGroups[0].DbParameterGroupName`),
      },
    },
  })
  describeSource.next(describeInstance).next(
    Choice.jsonata(scope, 'Serverless?')
      .when(
        Condition.jsonata(expression("$likeInstance.instanceClass = 'db.serverless' and $like.maxCapacity > 0")),
        serverless,
      )
      .otherwise(clone),
  )
  return describeSource
}

function likeCluster(props: AuroraProps): Record<string, unknown> {
  const scaling = (field: string) => {
    const path = `${cluster}.ServerlessV2ScalingConfiguration.${field}`
    return expression(`$exists(${path}) ? ${path} : 0`)
  }
  return {
    like: {
      subnetGroup: configuredOr(props.subnetGroup, `${cluster}.DbSubnetGroup`),
      parameterGroup: configuredOr(props.parameterGroup, `${cluster}.DbClusterParameterGroup`),
      // Aurora names the storage type of a cluster only where it is not the usual one.
      storageType: expression(`$exists(${cluster}.StorageType) ? ${cluster}.StorageType : 'aurora'`),
      writer: expression(`${cluster}.DbClusterMembers[IsClusterWriter][0].DbInstanceIdentifier`),
      minCapacity: scaling('MinCapacity'),
      maxCapacity: scaling('MaxCapacity'),
    },
  }
}

function clusterParameters(props: AuroraProps): Record<string, unknown> {
  return {
    DbClusterIdentifier: cloneId,
    SourceDBClusterIdentifier: props.cluster,
    RestoreType: 'copy-on-write',
    UseLatestRestorableTime: true,
    DbSubnetGroupName: expression('$like.subnetGroup'),
    DbClusterParameterGroupName: expression('$like.parameterGroup'),
    StorageType: expression('$like.storageType'),
    VpcSecurityGroupIds: [props.securityGroupId],
    Port: props.port,
    DeletionProtection: false,
    Tags: cloneTags(props),
  }
}
