import type { Json } from '../../synthesise.ts'
import type { Edge } from '../edge.ts'
import type { ApiState } from './apis.ts'
import { cloneNames } from './clones.ts'

/**
 * On which resources IAM looks at a call of RDS: those that its parameters name, and the default groups where they name none (Service
 * Authorization Reference, «Actions, resources, and condition keys for Amazon RDS»).
 */
export function rdsCalls(api: ApiState, action: string): Edge[] {
  if (/Snapshot/.test(action)) return snapshotCalls(api, action)
  const { machine, why, state, template, project } = api
  const parameters: Json = state.Arguments ?? {}
  const arn = (resource: string) => `arn:aws:rds:${template.region}:${template.account}:${resource}`
  const by = { role: machine.role }
  // A clone is called after its run, and the sweeper has picked out such names. What is only looked at, and groups, may be called anything.
  const nameOf = (value: string, kind: string) => {
    if (!value.startsWith('{%')) return value
    if (value.includes('$cloneId') || value === '{% $states.input %}') return cloneNames(template)
    if (action.startsWith('describe') || ['cluster-pg', 'pg', 'og', 'subgrp'].includes(kind)) return '*'
    throw new Error(`the walker does not know which ${kind} ${value} names (${why})`)
  }
  const named = Object.entries<string>(kinds).flatMap(([parameter, kind]) =>
    parameters[parameter] === undefined ? [] : [`${kind}:${nameOf(parameters[parameter], kind)}`],
  )
  const all = named.length > 0 ? named : listed[action]
  if (!all) throw new Error(`the walker does not know what ${action} touches (${why})`)
  const groups = (defaults[action] ?? []).filter((each) => !all.some((one) => one.startsWith(`${each.split(':')[0]}:`)))
  const made =
    parameters.TargetDBInstanceIdentifier ?? parameters.DbInstanceIdentifier ?? parameters.DbClusterIdentifier
  const kind = /Cluster/.test(action) ? 'cluster' : 'db'
  return [
    ...[...all, ...groups].map((resource) => ({ why, by, action: `rds:${action}`, on: arn(resource) })),
    ...(parameters.Tags
      ? [{ why, by, action: 'rds:AddTagsToResource', on: arn(`${kind}:${nameOf(made, kind)}`) }]
      : []),
    ...(parameters.ManageMasterUserPassword ? loginCalls({ why, by, parameters, template }) : []),
    ...(/^(restore|create)/.test(action) ? storageCalls(why, by, project.deploy.source?.clone, template) : []),
  ]
}

// Snapshots of staging begin with the name of this nightly masking's clones; those that RDS lists may be called anything.
function snapshotCalls({ machine, why, state, template }: ApiState, action: string): Edge[] {
  const parameters: Json = state.Arguments
  const arn = (resource: string) => `arn:aws:rds:${template.region}:${template.account}:${resource}`
  const kind = /Cluster/.test(action) ? 'cluster' : 'db'
  const snapshot = kind === 'cluster' ? 'cluster-snapshot' : 'snapshot'
  const of = parameters.DbClusterIdentifier ?? parameters.DbInstanceIdentifier
  const by = { role: machine.role }
  const own = parameters.SnapshotType ? `${snapshot}:*` : `${snapshot}:${cloneNames(template)}`
  const on = [own, ...(of ? [`${kind}:${of}`] : [])]
  const rds = `rds.${template.region}.amazonaws.com`
  const any = `arn:aws:kms:${template.region}:${template.account}:key/*`
  const written = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'Encrypt']
  return [
    ...on.map((resource) => ({ why, by, action: `rds:${action}`, on: arn(resource) })),
    ...(action.startsWith('copy')
      ? [
          ...keyCalls(why, by, any, rds, ['DescribeKey', 'Decrypt', 'CreateGrant']),
          ...keyCalls(why, by, parameters.KmsKeyId, rds, written),
        ]
      : []),
  ]
}

/** Which parameter names what. */
const kinds = {
  ...{ DbClusterIdentifier: 'cluster', SourceDBClusterIdentifier: 'cluster' },
  ...{ DbInstanceIdentifier: 'db', SourceDBInstanceIdentifier: 'db', TargetDBInstanceIdentifier: 'db' },
  ...{ DbSubnetGroupName: 'subgrp', DbClusterParameterGroupName: 'cluster-pg', DbParameterGroupName: 'pg' },
  ...{ OptionGroupName: 'og' },
}

const listed: Readonly<Record<string, readonly string[]>> = {
  describeDBInstances: ['db:*'],
  describeDBClusters: ['cluster:*'],
}

const defaults: Readonly<Record<string, readonly string[]>> = {
  restoreDBClusterToPointInTime: ['cluster-pg:default*', 'og:default*'],
  restoreDBInstanceToPointInTime: ['pg:default*', 'og:default*'],
  // An instance of a cluster is made in the cluster's group.
  createDBInstance: ['pg:default*', 'og:default*', 'subgrp:*'],
}

type Asked = Pick<Edge, 'why' | 'by'> & { readonly parameters: Json; readonly template: ApiState['template'] }

// RDS makes the secret in the caller's name (RDS's guide, «Permissions required for Secrets Manager integration»).
function loginCalls({ why, by, parameters, template: { region, account } }: Asked): Edge[] {
  const secret = `arn:aws:secretsmanager:${region}:${account}:secret:rds!*`
  const services = ['rds', 'secretsmanager'].map((service) => `${service}.${region}.amazonaws.com`)
  return [
    ...['CreateSecret', 'TagResource'].map((each) => ({ why, by, action: `secretsmanager:${each}`, on: secret })),
    ...services.flatMap((service) => keyCalls(why, by, parameters.MasterUserSecretKmsKeyId, service, every)),
  ]
}

const every = ['DescribeKey', 'Decrypt', 'GenerateDataKey', 'CreateGrant']

// RDS's guide, «Authorizing use of a customer managed key». Whose key it is nobody knows where the configuration does not say it.
function storageCalls(why: string, by: Edge['by'], clone: Json, { region, account }: ApiState['template']): Edge[] {
  const key = clone?.storage_key ?? `arn:aws:kms:${region}:${account}:key/*`
  return keyCalls(why, by, key, `rds.${region}.amazonaws.com`, every)
}

function keyCalls(why: string, by: Edge['by'], on: string, service: string, actions: readonly string[]): Edge[] {
  return actions.map((action) => ({
    ...{ why, by, action: `kms:${action}`, on },
    context: {
      'kms:ViaService': service,
      ...(action === 'CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {}),
    },
    bound: {
      'kms:ViaService': null,
      ...(action === 'CreateGrant' ? { 'kms:GrantIsForAWSResource': 'false' } : {}),
    },
  }))
}
