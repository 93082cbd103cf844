import { randomBytes } from 'node:crypto'
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds'
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { S3Store } from '../../../shared/adapters/s3/s3-store.ts'
import { createS3Stores, type S3Stores } from '../../../shared/adapters/s3/s3-stores.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import { generationPrefix } from '../../../shared/schema/names.ts'
import { digestsOfAll } from '../../e2e/compare.ts'
import { succeed } from '../../e2e/shop.ts'
import { runSql, type TestServer } from '../../setup/servers.ts'
import type { State, StatesBlock } from '../asl/definition.ts'
import type { Execution, OnEnter } from '../asl/execution.ts'
import { StateError } from '../asl/state-error.ts'
import { emulator, s3Client } from '../emulator.ts'
import type { Cloud } from '../stack/cloud.ts'
import type { RdsLifecycle } from '../stack/rds-lifecycle.ts'
import { deployFor, type EngineKind, type Names, type SourceKind } from './deployment.ts'

const rds = new RDSClient(emulator)
const secrets = new SecretsManagerClient(emulator)

/** What a night leaves behind, apart from its record: all of it has to be empty. */
export interface Leftovers {
  readonly clones: string[]
  readonly shadows: string[]
  readonly locks: string[]
}

/** One deployed stack, whose production and staging are databases of one server after another. */
export class Nights {
  readonly cloud: Cloud
  readonly rds: RdsLifecycle
  readonly stores: S3Stores
  readonly objects: S3Store
  /** Schemas of production and staging, and the secret that says where they are. */
  readonly source: string
  readonly staging: string
  readonly loginSecret: string
  /** Set by tests: what a Task meets instead of its work, and what happens when a state is entered. */
  fault: (state: string) => StateError | null = () => null
  onEnter: OnEnter = () => undefined
  #server: TestServer | null = null
  // A year of its own keeps the runs of this deployment apart from all others in the emulator.
  readonly #year = 3000 + Math.floor(Math.random() * 7000)
  #nights = 0

  private constructor(cloud: Cloud, rds: RdsLifecycle, { source, staging, loginSecret }: Names) {
    this.cloud = cloud
    this.rds = rds
    this.source = source
    this.staging = staging
    this.loginSecret = loginSecret
    const client = s3Client()
    this.stores = createS3Stores(`s3://${cloud.artifacts}`, { auditUrl: `s3://${cloud.audit}`, client })
    this.objects = new S3Store(client, { bucket: cloud.artifacts, prefix: '' })
  }

  static async open(source: SourceKind = 'cluster', worker: EngineKind = 'lambda'): Promise<Nights> {
    const { cloud, names, rds } = await deployFor(source, worker, {
      server: () => nights.server,
      onEnter: (execution, entered) => nights.onEnter(execution, entered),
      fault: (state) => nights.fault(state),
    })
    const nights = new Nights(cloud, rds, names)
    return nights
  }

  get server(): TestServer {
    if (!this.#server) throw new Error('no server is moved to')
    return this.#server
  }

  get sourceUrl(): string {
    return `${this.server.url}/${this.source}`
  }

  get stagingUrl(): string {
    return `${this.server.url}/${this.staging}`
  }

  /** Production and staging are now on this server: a small shop, and an empty database. */
  async moveTo(server: TestServer): Promise<void> {
    this.#server = server
    for (const name of [this.source, this.staging])
      await runSql(server.url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
    const { hostname, port } = new URL(server.url)
    const login = { username: 'root', password: '', host: hostname, port: Number(port), dbname: this.staging }
    await secrets.send(new PutSecretValueCommand({ SecretId: this.loginSecret, SecretString: JSON.stringify(login) }))
    const sizes = ['--users', '60', '--products', '20', '--orders', '150', '--reviews', '60', '--seed', '11']
    await succeed('generate', '--target', this.sourceUrl, ...sizes)
  }

  /** A night of its own date. Resolves when its execution has ended, in whichever way. */
  async night(input: { readonly scheduled?: string; readonly despiteHold?: boolean } = {}): Promise<Execution> {
    const execution = this.start(input)
    await execution.done
    return execution
  }

  start({ scheduled = this.nextNight(), ...input }: { readonly scheduled?: string } = {}): Execution {
    return this.cloud.engine.start(this.cloud.machineArn('Night'), { scheduled, ...input })
  }

  /** Properties of the rules that the stack makes. */
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's JSON is what it is
  rules(): any[] {
    return this.cloud.template.ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties)
  }

  /** Night, asked for a preflight only. */
  async preflight(): Promise<Execution> {
    const { engine } = this.cloud
    await engine.clock.sleep(1, new AbortController().signal)
    const execution = engine.start(this.cloud.machineArn('Night'), { preflight: true })
    await execution.done
    return execution
  }

  /** The Rollback workflow, from start to end. */
  async rollback(input: { readonly reason?: string }): Promise<Execution> {
    const { engine } = this.cloud
    await engine.clock.sleep(1, new AbortController().signal)
    const execution = engine.start(this.cloud.machineArn('Rollback'), input)
    await execution.done
    return execution
  }

  nextNight(): string {
    return new Date(Date.UTC(this.#year, 0, ++this.#nights, 2, 30)).toISOString().replace('.000', '')
  }

  record(runId: string): Promise<AuditRecord> {
    return this.stores.records.read(runId)
  }

  stagingDigests(): Promise<Record<string, string>> {
    return digestsOfAll(this.stagingUrl)
  }

  async leftovers(): Promise<Leftovers> {
    const [{ DBClusters = [] }, { DBInstances = [] }, schemas, locks] = await Promise.all([
      rds.send(new DescribeDBClustersCommand({})),
      rds.send(new DescribeDBInstancesCommand({})),
      runSql(this.server.url, 'SELECT schema_name FROM information_schema.schemata'),
      this.objects.list('runs/lock.json'),
    ])
    const names = [
      ...DBClusters.map((each) => each.DBClusterIdentifier),
      ...DBInstances.map((each) => each.DBInstanceIdentifier),
    ]
    return {
      clones: names.filter((name) => name?.includes(`-night-${this.#year}`)) as string[],
      shadows: schemas.flat().filter((name) => name?.startsWith(generationPrefix(this.staging, 'shadow'))) as string[],
      locks,
    }
  }

  /** Runs while every Task meets this fault. */
  async with<Result>(fault: Nights['fault'], work: () => Promise<Result>): Promise<Result> {
    this.fault = fault
    try {
      return await work()
    } finally {
      this.fault = () => null
    }
  }

  callsFunction(state: string): boolean {
    const blocks = (['Night', 'Refresh'] as const).map((workflow) =>
      this.cloud.engine.definition(this.cloud.machineArn(workflow)),
    )
    const task = blocks.flatMap((block) => statesIn(block)).find(([name]) => name === state)?.[1]
    return task?.Type === 'Task' && task.Resource.endsWith(':lambda:invoke')
  }

  /** Tasks of Refresh that a night takes; one is of live reading, which datasets take. */
  refreshStates(): string[] {
    // What a preflight tries is no part of a night.
    return this.tasksOf('Refresh').filter((state) => state !== 'Survey and snapshot' && !state.startsWith('Try '))
  }

  /** The execution of Refresh of a run. */
  refreshOf(runId: string): Execution {
    const executions = this.cloud.machineArn('Refresh').replace(':stateMachine:', ':execution:')
    return this.cloud.engine.find(`${executions}:${runId}`)
  }

  async currentKeyVersions(): Promise<(string | undefined)[]> {
    const current = { VersionStage: 'AWSCURRENT' }
    const answers = this.cloud.keySecrets.map((SecretId) =>
      secrets.send(new GetSecretValueCommand({ SecretId, ...current })),
    )
    return (await Promise.all(answers)).map(({ VersionId }) => VersionId)
  }

  /** Both keys get a new current version. */
  async rotateKeys(): Promise<void> {
    for (const SecretId of this.cloud.keySecrets) {
      const SecretString = JSON.stringify({ key: randomBytes(32).toString('base64url') })
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }))
    }
  }

  /** The daily sweep, when more than a day has passed. */
  async sweepADayLater(): Promise<Execution> {
    const { engine } = this.cloud
    await engine.clock.sleep(25 * 3600, new AbortController().signal)
    const sweep = engine.start(this.cloud.machineArn('Sweep'), {})
    await sweep.done
    return sweep
  }

  /** Names of all Tasks of a workflow, those within maps too, in the order of its definition. */
  tasksOf(workflow: 'Night' | 'Refresh'): string[] {
    return tasksIn(this.cloud.engine.definition(this.cloud.machineArn(workflow)))
  }

  /** Drops what was made on the server that it was moved to. */
  async leave(): Promise<void> {
    const { url } = this.server
    const schemas = await runSql(url, 'SELECT schema_name FROM information_schema.schemata')
    const own = schemas.flat().filter((name) => name?.startsWith(this.source.slice(0, -4)))
    for (const name of own) await runSql(url, `DROP DATABASE \`${name}\``)
    await runSql(url, `DROP USER IF EXISTS nm${this.source.split('_')[2]}`)
  }
}

/** Every state of every workflow, on every server: some minutes. */
export const isThorough = process.env.NIGHTMASK_TEST_THOROUGH === '1'

// Entered after the work, or only when another execution had the lock.
const notOnTheWay = [
  ...['Describe holder', 'Begin by taking over', 'History', 'Read staging', 'Audit'],
  ...['Describe refresh', 'Drop shadow', 'Clone serverless cluster', 'Announce end', 'Announce held'],
  ...['Look at source', 'Ask functions', 'Ring test alarm', 'Announce preflight'],
  ...['Delete clone instance', 'Delete clone cluster', 'End'],
]

/** The states of Night that every night enters before its Refresh, and Refresh. */
export function nightStates(states: readonly string[]): string[] {
  return states.filter((state) => !notOnTheWay.includes(state) && !state.startsWith('Try '))
}

/** A fault that a state always meets, as a function or an API would tell it. */
export function failing(state: string, error = 'Failed'): Nights['fault'] {
  return failingAll([state], error)
}

export function failingAll(states: readonly string[], error = 'Failed'): Nights['fault'] {
  return (entered) => {
    if (!states.includes(entered)) return null
    return new StateError(error, JSON.stringify({ errorType: error, errorMessage: `injected into ${entered}` }))
  }
}

function tasksIn(block: StatesBlock): string[] {
  return statesIn(block).flatMap(([name, { Type }]) => (Type === 'Task' ? [name] : []))
}

function statesIn(block: StatesBlock): [string, State][] {
  return Object.entries(block.States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.Type === 'Map' ? statesIn(state.ItemProcessor) : []),
    ...(state.Type === 'Parallel' ? state.Branches.flatMap(statesIn) : []),
  ])
}

/** Run id of a night's execution. */
export function runIdOf({ input }: Pick<Execution, 'input'>): string {
  return `night-${(input as { scheduled: string }).scheduled.replaceAll(/\D/g, '')}`
}
