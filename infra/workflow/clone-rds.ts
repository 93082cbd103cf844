import { Choice, Condition, Pass, type State } from 'aws-cdk-lib/aws-stepfunctions'
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

type RdsProps = CloneProps & { readonly instance: string }

const described = '$states.result.DbInstances[0]'

/**
 * An RDS instance restored to the latest moment of the source's backups, made like the source; RDS gives it a login of its own once it is
 * there, since a restore takes none. Returns the first state.
 */
export function rdsClone(scope: Construct, props: RdsProps, states: CloneStates): State {
  const arns = cloneArns(scope, props)
  const poll = clonePolls(scope, states)
  const describeSource = rdsCall(scope, states, {
    ...{ name: 'Describe source', action: 'describeDBInstances', on: [arns.source] },
    parameters: { DbInstanceIdentifier: props.instance },
    assign: { ...setDeadline, ...likeSource(props), eventSource: 'db-instance', status: 'unknown' },
  })
  const ownLogin = ownLoginCall(scope, states, props, 'Instance')
  const describe = (name: string, more: Record<string, unknown> = {}) =>
    rdsCall(scope, states, {
      ...{ name, action: 'describeDBInstances', on: [arns.instance] },
      parameters: { DbInstanceIdentifier: cloneId },
      assign: { status: expression(`${described}.DbInstanceStatus`), ...more },
    })
  const ready = poll('Clone login ready', {
    ask: describe('Describe clone login', cloneSource(described, 'Endpoint.Address', 'Endpoint.Port')),
    ...{ seconds: 15, done: loginReady, next: states.next },
  })
  const restored = poll('Clone restored', {
    ask: describe('Describe restored clone'),
    ...{ seconds: 30, done: usable, next: ownLogin },
  })
  ownLogin.next(ready)
  const restore = makingCall(scope, states, restored, {
    ...{ name: 'Restore instance', action: 'restoreDBInstanceToPointInTime' },
    on: [arns.source, arns.instance, arns.subnetGroup, arns.parameterGroup, arns.optionGroup],
    parameters: instanceParameters(props),
    statements: [taggingStatement(scope, props), ...storageKeyStatements(scope, props)],
  })
  describeSource.next(
    Choice.jsonata(scope, 'Source has backups?')
      .when(Condition.jsonata(expression('$like.backupDays = 0')), withoutBackups(scope, props, states))
      .when(Condition.jsonata(expression('$not($like.hasBackup)')), withoutFirstBackup(scope, props, states))
      .otherwise(restore),
  )
  return describeSource
}

function likeSource(props: RdsProps): Record<string, unknown> {
  return {
    like: {
      instanceClass: configuredOr(props.instanceClass, `${described}.DbInstanceClass`),
      subnetGroup: configuredOr(props.subnetGroup, `${described}.DbSubnetGroup.DbSubnetGroupName`),
      parameterGroup: configuredOr(props.parameterGroup, `${described}.DbParameterGroups[0].DbParameterGroupName`),
      optionGroup: configuredOr(props.optionGroup, `${described}.OptionGroupMemberships[0].OptionGroupName`),
      backupDays: expression(`${described}.BackupRetentionPeriod`),
      // There is such a moment as soon as there is a backup.
      hasBackup: expression(`$exists(${described}.LatestRestorableTime)`),
    },
  }
}

function instanceParameters(props: RdsProps): Record<string, unknown> {
  return {
    SourceDBInstanceIdentifier: props.instance,
    TargetDBInstanceIdentifier: cloneId,
    UseLatestRestorableTime: true,
    DbInstanceClass: expression('$like.instanceClass'),
    DbSubnetGroupName: expression('$like.subnetGroup'),
    DbParameterGroupName: expression('$like.parameterGroup'),
    OptionGroupName: expression('$like.optionGroup'),
    VpcSecurityGroupIds: [props.securityGroupId],
    Port: props.port,
    MultiAZ: false,
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: false,
    DeletionProtection: false,
    Tags: cloneTags(props),
  }
}

function withoutBackups(scope: Construct, { instance }: RdsProps, states: CloneStates): State {
  const cause = `${instance} has no automated backups, and a clone is restored from them: give it a backup retention of a day or more, or set source.mode: live.`
  return refuse(scope, 'Source without backups', { error: 'Usage', cause }, states)
}

function withoutFirstBackup(scope: Construct, { instance }: RdsProps, states: CloneStates): State {
  const cause = `${instance} has no backup yet that a clone could be restored from: RDS makes the first one some minutes after the instance, or after its retention was set. Start the night again then.`
  return refuse(scope, 'Source without a first backup', { error: 'Failed', cause }, states)
}

function refuse(scope: Construct, name: string, failure: Record<string, string>, { failed }: CloneStates): State {
  const state = Pass.jsonata(scope, name, { assign: { failure }, outputs: {} })
  state.next(failed)
  return state
}
