import { expect, it } from 'vitest'
import type { Json } from '../aws/asl/definition.ts'
import { Engine } from '../aws/asl/engine.ts'
import { StateError } from '../aws/asl/state-error.ts'
import { synthesise } from './synthesise.ts'

const hour = 3_600_000

it('the sweeper deletes the old clones of its own stack and no others, page by page, however many databases an account has', async () => {
  const definition = synthesise().definition('Sweep')
  const [prefix] = /nightmask-51af3dc0-[0-9a-f]{6}-/.exec(JSON.stringify(definition))!
  const account = new Account(prefix)
  const engine = new Engine({
    invoke: async () => ({ payload: { schemas: [] } }),
    callAws: async (_, action, args) => account.call(action, args as Readonly<Record<string, Json>>),
    readObject: async () => '',
    writeObject: async () => undefined,
  })
  const arn = 'arn:aws:states:eu-central-1:123456789012:stateMachine:sweep'
  engine.define(arn, definition)
  const sweep = engine.start(arn, {})
  await sweep.done
  expect(sweep).toMatchObject({ status: 'SUCCEEDED', output: { instances: 40, clusters: 40 } })
  expect(account.deleted.sort()).toEqual(account.expected.sort())
  expect(account.metric).toBe(80)
})

/** 300 instances and as many clusters, 40 of each of which are to go. */
class Account {
  readonly expected: string[] = []
  readonly deleted: string[] = []
  metric: Json = null
  readonly #instances: Json[]
  readonly #clusters: Json[]

  constructor(prefix: string) {
    const all = { length: 300 }
    this.#instances = Array.from(all, (_, n) => this.#described(prefix, n, 'DbInstance', 'InstanceCreateTime'))
    this.#clusters = Array.from(all, (_, n) => this.#described(prefix, n, 'DbCluster', 'ClusterCreateTime'))
  }

  call(action: string, args: Readonly<Record<string, Json>>): Json {
    if (action === 'describeDBInstances') return page('DbInstances', this.#instances, args)
    if (action === 'describeDBClusters') return page('DbClusters', this.#clusters, args)
    if (action === 'putMetricData') {
      this.metric = (args.MetricData as { Value: number }[])[0]!.Value
      return {}
    }
    const name = String(args.DbInstanceIdentifier ?? args.DbClusterIdentifier)
    this.deleted.push(`${action} ${name}`)
    if (name.endsWith('-7')) throw new StateError('Rds.InvalidDbInstanceStateException', 'has deletion protection')
    return {}
  }

  #described(prefix: string, n: number, kind: 'DbInstance' | 'DbCluster', created: string): Json {
    const [name, stack, hoursAgo, status] = [
      [`${prefix}night-${n}`, 'nightmask', 49, 'available'] as const,
      [`${prefix}night-${n}`, 'nightmask', 12, 'available'] as const,
      [`nightmask-51af3dc0-00000f-night-${n}`, 'nightmask', 49, 'available'] as const,
      [`${prefix}night-${n}`, 'nightmask', 49, 'deleting'] as const,
      [`production-${n}`, 'nightmask', 49, 'available'] as const,
    ][n < 200 ? n % 5 : 4]!
    const old = status === 'available' && hoursAgo > 24 && name.startsWith(prefix)
    if (old) this.expected.push(`delete${kind.replace('Db', 'DB')} ${name}`)
    return {
      [`${kind}Identifier`]: name,
      [kind === 'DbInstance' ? 'DbInstanceStatus' : 'Status']: status,
      [created]: new Date(Date.now() - hoursAgo * hour).toISOString(),
      TagList: [
        { Key: 'owner', Value: 'nightmask' },
        { Key: 'nightmask:stack', Value: stack },
      ],
      // What RDS tells besides: groups, endpoints, subnets, certificates, tags.
      Besides: 'x'.repeat(5_500),
    }
  }
}

// Without MaxRecords RDS gives a hundred.
function page(
  list: string,
  all: readonly Json[],
  { MaxRecords = 100, Marker = '0' }: Readonly<Record<string, Json>>,
): Json {
  const [from, to] = [Number(Marker), Number(Marker) + Number(MaxRecords)]
  return { [list]: all.slice(from, to), ...(to < all.length ? { Marker: String(to) } : {}) }
}
