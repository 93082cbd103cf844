import { describe, expect, it } from 'vitest'
import type { Project } from '../../infra/read-project.ts'
import type { Json, State } from '../aws/asl/definition.ts'
import { runSmall } from '../aws/asl/small-machine.ts'
import { StateError } from '../aws/asl/state-error.ts'
import { withRdsSource } from './projects.ts'
import { synthesise } from './synthesise.ts'

/** What RDS answers, by action; what it is asked to make is kept. */
type Rds = Readonly<Record<string, (args: Readonly<Record<string, Json>>, before: number) => Json>>

const secret = { SecretArn: 'arn:secret', SecretStatus: 'active' }

describe('a clone of an Aurora cluster', () => {
  const states = cloningOf(({ deploy, ...read }) => {
    return { ...read, deploy: { ...deploy, source: { ...deploy.source!, clone: {} } } }
  })
  const cluster = {
    ...{ Status: 'available', Engine: 'aurora-mysql', DbSubnetGroup: 'net', DbClusterParameterGroup: 'params' },
    DbClusterMembers: [{ IsClusterWriter: true, DbInstanceIdentifier: 'writer' }],
    ...{ Endpoint: 'clone.host', Port: 3306, MasterUserSecret: secret },
  }
  const rds = (instanceClass: string, more: object): Rds => ({
    describeDBClusters: () => ({ DbClusters: [{ ...cluster, ...more }] }) as Json,
    describeDBInstances: () => ({
      DbInstances: [
        {
          ...{ DbInstanceClass: instanceClass, DbInstanceStatus: 'available' },
          DbParameterGroups: [{ DbParameterGroupName: 'instance-params' }],
        },
      ],
    }),
  })
  const scaling = { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 } }

  it('that is serverless scales within its limits, and has an instance of that class', async () => {
    const { execution, made } = await cloned(states, rds('db.serverless', scaling))
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { host: 'clone.host', secret: 'arn:secret' } })
    expect(made.map(({ action }) => action)).toEqual([
      ...['restoreDBClusterToPointInTime', 'modifyDBCluster', 'createDBInstance'],
    ])
    expect(made[0]?.args).toMatchObject(scaling)
    expect(made[2]?.args).toMatchObject({ DbInstanceClass: 'db.serverless', DbParameterGroupName: 'instance-params' })
  })

  it('that only could scale is restored as it is', async () => {
    const { made } = await cloned(states, rds('db.r8g.large', scaling))
    expect(made[0]?.args.ServerlessV2ScalingConfiguration).toBeUndefined()
    expect(made[2]?.args.DbInstanceClass).toBe('db.r8g.large')
  })

  it('is waited for where it is there already: an answer was lost, and it is this run’s', async () => {
    const exists = (what: string) => () => {
      throw new StateError(`Rds.Db${what}AlreadyExistsException`, `Db${what} already exists`)
    }
    const { execution, made } = await cloned(states, {
      ...rds('db.r8g.large', {}),
      restoreDBClusterToPointInTime: exists('Cluster'),
      createDBInstance: exists('Instance'),
    })
    expect(execution.status).toBe('SUCCEEDED')
    // Whatever was tried again, it is given a login once.
    expect(made.filter(({ action }) => action === 'modifyDBCluster')).toHaveLength(1)
  })
})

describe('a clone of an RDS instance', () => {
  const states = cloningOf(withRdsSource)
  const instance = {
    ...{ DbInstanceClass: 'db.t4g.micro', DbInstanceStatus: 'available', BackupRetentionPeriod: 1 },
    ...{ DbSubnetGroup: { DbSubnetGroupName: 'net' }, DbParameterGroups: [{ DbParameterGroupName: 'params' }] },
    ...{ OptionGroupMemberships: [{ OptionGroupName: 'options' }], MasterUserSecret: secret },
    ...{ Endpoint: { Address: 'clone.host', Port: 3306 }, LatestRestorableTime: '2026-01-01T00:00:00Z' },
  }
  const described = (more: object) => () => ({ DbInstances: [{ ...instance, ...more }] }) as Json

  it('is waited for where it is there already', async () => {
    const { execution } = await cloned(states, {
      describeDBInstances: described({}),
      restoreDBInstanceToPointInTime() {
        throw new StateError('Rds.DbInstanceAlreadyExistsException', 'DB instance already exists')
      },
    })
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { host: 'clone.host' } })
  })

  it('is refused in a sentence where the instance keeps no backups, and nothing is made', async () => {
    const { execution, made } = await cloned(states, { describeDBInstances: described({ BackupRetentionPeriod: 0 }) })
    expect(execution).toMatchObject({
      failure: {
        error: 'Usage',
        cause: expect.stringMatching(/^shop-production has no automated backups, .* or set source.mode: live\.$/),
      },
    })
    expect(made).toEqual([])
  })

  it('is refused in a sentence where the first backup is not made yet, as in a new sandbox', async () => {
    const { LatestRestorableTime: _, ...fresh } = instance
    const { execution, made } = await cloned(states, { describeDBInstances: () => ({ DbInstances: [fresh] }) })
    expect(execution).toMatchObject({ failure: { error: 'Failed', cause: expect.stringMatching(/no backup yet/) } })
    expect(made).toEqual([])
  })
})

/** The states of Night that make a clone: then it succeeds with where that is, or fails as Night would go on with. */
function cloningOf(project: (read: Project) => Project): Record<string, State> {
  const { States } = synthesise({ project }).definition('Night')
  return {
    Named: {
      Type: 'Pass',
      Assign: { runId: 'night-1', cloneId: 'nightmask-clone' },
      Output: {},
      Next: 'Describe source',
    },
    ...States,
    Refresh: { Type: 'Succeed', Output: '{% $source %}' },
    History: { Type: 'Fail', Error: '{% $failure.error %}', Cause: '{% $failure.cause %}' },
  }
}

async function cloned(states: Record<string, State>, rds: Rds) {
  const made: { action: string; args: Readonly<Record<string, Json>> }[] = []
  const execution = await runSmall(
    states,
    {},
    {
      async callAws(_, action, args) {
        const given = args as Readonly<Record<string, Json>>
        const answer = rds[action]?.(given, made.length) ?? {}
        if (!action.startsWith('describe')) made.push({ action, args: given })
        return answer
      },
    },
  )
  return { execution, made }
}
