import * as rds from '@aws-sdk/client-rds'
import type { Json } from '../asl/definition.ts'
import type { CallAws } from '../asl/engine.ts'
import { StateError } from '../asl/state-error.ts'
import { toSdk } from '../sdk/java-names.ts'

interface Snapshot {
  readonly key: string
  readonly of: string
  readonly at: string
  readonly statuses: string[]
  accounts: readonly string[]
}

type Args = Readonly<Record<string, Json>>

/** Snapshots as RDS documents them: they take their time, and one under a key of RDS's own cannot be shared. Fields are checked against the API's own shapes. */
export class Snapshots {
  readonly #cluster: boolean
  readonly #stagingKey: string | null
  readonly all = new Map<string, Snapshot>()
  readonly events: Json[] = []
  /** The status that snapshots end in. */
  ends = 'available'
  #clock = 0

  constructor(kind: 'cluster' | 'instance', stagingKey: string | null) {
    this.#cluster = kind === 'cluster'
    this.#stagingKey = stagingKey
  }

  readonly call: CallAws = async (service, action, args) => {
    if (service === 'events') return this.#put(args as { Entries: Json[] })
    assertShape(action, args)
    return this.#act(action.replace('Cluster', ''), args as Args)
  }

  #act(action: string, args: Args): Json {
    const id = String(args[this.#cluster ? 'DbClusterSnapshotIdentifier' : 'DbSnapshotIdentifier'])
    const of = String(args[this.#cluster ? 'DbClusterIdentifier' : 'DbInstanceIdentifier'])
    if (/^describeDB(Instance)?s$/.test(action)) {
      const described: Args = this.#stagingKey === null ? {} : { KmsKeyId: this.#stagingKey }
      return { [this.#cluster ? 'DbClusters' : 'DbInstances']: [described] }
    }
    if (action === 'createDBSnapshot') this.#make(id, of, this.#stagingKey ?? '')
    else if (action === 'copyDBSnapshot') this.#copy(args)
    else if (action === 'deleteDBSnapshot') this.all.delete(id)
    else if (action === 'modifyDBSnapshotAttribute') this.#share(id, args)
    else if (action === 'describeDBSnapshots') return this.#describe(args.SnapshotType ? null : id)
    else throw new Error(`sharing calls no ${action}`)
    return {}
  }

  #make(id: string, of: string, key: string): void {
    const at = new Date(Date.UTC(2026, 0, 1, 0, ++this.#clock)).toISOString()
    this.all.set(id, { key, of, at, statuses: ['creating', 'creating', this.ends], accounts: [] })
  }

  #copy(args: Args): void {
    const name = this.#cluster ? 'DBClusterSnapshot' : 'DBSnapshot'
    const source = this.all.get(String(args[`Source${name}Identifier`]))!
    this.#make(String(args[`Target${name}Identifier`]), source.of, String(args.KmsKeyId))
  }

  #share(id: string, { AttributeName, ValuesToAdd }: Args): void {
    const snapshot = this.all.get(id)!
    if (AttributeName !== 'restore' || !snapshot.key.includes(':key/customers'))
      throw new StateError('Rds.InvalidDbSnapshotStateException', 'Cannot share a snapshot with the default key')
    snapshot.accounts = ValuesToAdd as unknown as string[]
  }

  #describe(id: string | null): Json {
    const told = [...this.all].filter(([name]) => id === null || name === id)
    const list = told.map(([name, { statuses, at }]) => ({
      [this.#cluster ? 'DbClusterSnapshotIdentifier' : 'DbSnapshotIdentifier']: name,
      Status: statuses.length > 1 ? statuses.shift()! : statuses[0]!,
      SnapshotCreateTime: at,
    }))
    return { [this.#cluster ? 'DbClusterSnapshots' : 'DbSnapshots']: list }
  }

  #put({ Entries }: { Entries: Json[] }): Json {
    this.events.push(...Entries)
    return { FailedEntryCount: 0 }
  }
}

function assertShape(action: string, args: Json): void {
  const name = `${action.charAt(0).toUpperCase()}${action.slice(1)}Command`
  const Command = (rds as unknown as Record<string, new (input: Json) => { schema: readonly unknown[] }>)[name]
  if (!Command) throw new Error(`RDS has no ${action}`)
  toSdk(args, new Command({}).schema[4], `rds:${action}`)
}
