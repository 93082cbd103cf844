import type { State } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { CloneProps, CloneStates } from './clone.ts'
import { cloneId, cloneSource, cloneTags, rdsCalls, setDeadline, statusInTime } from './clone-states.ts'
import { poll } from './states.ts'

type RdsProps = CloneProps & { readonly instance: string }

/** An RDS instance restored to the latest moment of the source's backups, with a login of its own. Returns the first state. */
export function rdsClone(scope: Construct, props: RdsProps, states: CloneStates): State {
  const rds = rdsCalls(scope, props, states)
  const restore = rds('Restore instance', 'restoreDBInstanceToPointInTime', instanceParameters(props), setDeadline)
  const described = '$states.result.DbInstances[0]'
  const ready = poll(scope, 'Clone ready', {
    ask: rds(
      'Describe clone',
      'describeDBInstances',
      { DbInstanceIdentifier: cloneId },
      {
        status: statusInTime(`${described}.DbInstanceStatus`),
        ...cloneSource(described, 'Endpoint.Address', 'Endpoint.Port'),
      },
    ),
    ...{ seconds: 30, done: "$status = 'available' and $loginStatus = 'active'", next: states.next },
  })
  restore.next(ready)
  return restore
}

function instanceParameters(props: RdsProps): Record<string, unknown> {
  return {
    SourceDBInstanceIdentifier: props.instance,
    TargetDBInstanceIdentifier: cloneId,
    UseLatestRestorableTime: true,
    DbInstanceClass: props.instanceClass,
    DbSubnetGroupName: props.subnetGroup,
    VpcSecurityGroupIds: [props.securityGroupId],
    Port: props.port,
    MultiAZ: false,
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: false,
    DeletionProtection: false,
    ManageMasterUserPassword: true,
    MasterUserSecretKmsKeyId: props.loginKey.keyArn,
    ...(props.parameterGroup ? { DbParameterGroupName: props.parameterGroup } : {}),
    Tags: cloneTags(props),
  }
}
