import type { State } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { CloneProps, CloneStates } from './clone.ts'
import { cloneId, cloneSource, cloneTags, rdsCalls, setDeadline, statusInTime } from './clone-states.ts'
import { poll } from './states.ts'

type AuroraProps = CloneProps & { readonly cluster: string }

/** An Aurora copy-on-write clone with one instance and a login of its own, ready to be read. Returns the first state. */
export function auroraClone(scope: Construct, props: AuroraProps, states: CloneStates): State {
  const rds = rdsCalls(scope, props, states)
  const describe = (name: string, assign: Record<string, unknown> = {}) =>
    rds(
      name,
      'describeDBClusters',
      { DbClusterIdentifier: cloneId },
      {
        status: statusInTime('$states.result.DbClusters[0].Status'),
        ...assign,
      },
    )
  const restore = rds('Clone cluster', 'restoreDBClusterToPointInTime', clusterParameters(props), setDeadline)
  const ownLogin = rds('Give clone its own login', 'modifyDBCluster', {
    DbClusterIdentifier: cloneId,
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: props.loginKey.keyArn,
    ApplyImmediately: true,
  })
  const instance = rds('Add instance to clone', 'createDBInstance', {
    DbClusterIdentifier: cloneId,
    DbInstanceIdentifier: cloneId,
    DbInstanceClass: props.instanceClass,
    Engine: 'aurora-mysql',
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: false,
    Tags: cloneTags(props),
  })
  const loginReady = poll(scope, 'Clone login ready', {
    ask: describe('Describe clone login', cloneSource('$states.result.DbClusters[0]', 'Endpoint', 'Port')),
    ...{ seconds: 15, done: "$status = 'available' and $loginStatus = 'active'", next: states.next },
  })
  const instanceReady = poll(scope, 'Clone instance ready', {
    ask: rds(
      'Describe clone instance',
      'describeDBInstances',
      { DbInstanceIdentifier: cloneId },
      {
        status: statusInTime('$states.result.DbInstances[0].DbInstanceStatus'),
      },
    ),
    ...{ seconds: 30, done: "$status = 'available'", next: loginReady },
  })
  const restored = poll(scope, 'Clone restored', {
    ask: describe('Describe restored clone'),
    ...{ seconds: 30, done: "$status = 'available'", next: ownLogin },
  })
  ownLogin.next(instance).next(instanceReady)
  restore.next(restored)
  return restore
}

function clusterParameters(props: AuroraProps): Record<string, unknown> {
  return {
    DbClusterIdentifier: cloneId,
    SourceDBClusterIdentifier: props.cluster,
    RestoreType: 'copy-on-write',
    UseLatestRestorableTime: true,
    DbSubnetGroupName: props.subnetGroup,
    VpcSecurityGroupIds: [props.securityGroupId],
    Port: props.port,
    DeletionProtection: false,
    ...(props.parameterGroup ? { DbClusterParameterGroupName: props.parameterGroup } : {}),
    Tags: cloneTags(props),
  }
}
