import { describe, expect, it } from 'vitest'
import type { Project } from '../../../infra/read-project.ts'
import { synthesise } from '../../infra/synthesise.ts'
import type { Json } from '../asl/definition.ts'
import { type CallAws, Engine } from '../asl/engine.ts'
import { StateError } from '../asl/state-error.ts'
import { describeOnAws } from '../emulator.ts'
import { Snapshots } from '../stack/snapshots.ts'

const key = 'arn:aws:kms:eu-central-1:123456789012:key/customers'
const accounts = ['210987654321', '310987654321']
const arn = 'arn:aws:states:eu-central-1:123456789012:stateMachine:share'

describeOnAws('sharing the masked staging', () => {
  describe.each(['instance', 'cluster'] as const)('of a staging that is an %s', (kind) => {
    const definition = synthesise({ project: (read) => shared(read, kind) }).definition('Share')

    it('hands a snapshot under the shared key to the accounts, and keeps the newest two', async () => {
      const snapshots = new Snapshots(kind, key)
      for (const night of [1, 2, 3, 4]) expect((await run(snapshots, `night-${night}`)).status).toBe('SUCCEEDED')
      expect([...snapshots.all.keys()].map((name) => name.replace(/^.*masked-/, ''))).toEqual(['night-3', 'night-4'])
      expect([...snapshots.all.values()].map((each) => [each.accounts, each.key])).toEqual([
        [accounts, key],
        [accounts, key],
      ])
      expect(snapshots.events).toHaveLength(4)
      expect(snapshots.events[3]).toMatchObject({
        ...{ Source: 'nightmask', DetailType: 'nightmask snapshot shared' },
        Detail: { run: 'night-4', outcome: 'shared', sentence: expect.stringContaining('210987654321, 310987654321') },
      })
    })

    it.each([['arn:aws:kms:eu-central-1:123456789012:key/of-rds'], [null]])(
      'copies it under the shared key where staging has the key %s, and leaves no copy that nobody may use',
      async (stagingKey) => {
        const snapshots = new Snapshots(kind, stagingKey)
        expect((await run(snapshots, 'night-1')).status).toBe('SUCCEEDED')
        expect(
          [...snapshots.all].map(([name, each]) => [name.replace(/^.*masked-/, ''), each.key, each.accounts]),
        ).toEqual([['night-1', key, accounts]])
      },
    )

    it('tells in an event that staging is published and what could not be shared, and takes back the copy', async () => {
      const snapshots = new Snapshots(kind, null)
      const refused = new StateError('Rds.KmsKeyNotAccessibleException', 'the key does not let you')
      const failed = await run(snapshots, 'night-1', (state) =>
        state === 'Copy under the shared key' ? refused : null,
      )
      expect([failed.status, failed.failure?.error]).toEqual(['FAILED', 'Rds.KmsKeyNotAccessibleException'])
      const sentence =
        'Run night-1 is published, and its snapshot could not be shared with 210987654321, 310987654321: the key does not let you'
      expect(snapshots.events).toMatchObject([{ Detail: { run: 'night-1', outcome: 'not-shared', sentence } }])
      expect([...snapshots.all]).toEqual([])
      snapshots.ends = 'failed'
      expect((await run(snapshots, 'night-2')).failure?.cause).toContain('RDS says of it failed')
    })

    it('is tried by a preflight without a snapshot: RDS refuses each call for what it names, or for who calls', async () => {
      const checksOf = async (refusal: StateError) => {
        const execution = await runWith({ preflight: { id: 'p' } }, async (service, action): Promise<Json> => {
          if (service === 'events') return { FailedEntryCount: 0 }
          if (action.startsWith('create')) throw new StateError('Rds.RdsException', 'Invalid snapshot identifier')
          if (!action.startsWith('describe')) throw refusal
          return {}
        })
        return (execution.output as unknown as { checks: { check: string; passed: boolean }[] }).checks
      }
      const missing = await checksOf(new StateError('Rds.DbSnapshotNotFoundException', 'no such snapshot'))
      expect(missing.map(({ passed }) => passed)).toEqual([true, true, true, true, true, true, true])
      const denied = await checksOf(new StateError('Rds.RdsException', 'User is not authorized to perform it'))
      expect(denied.filter(({ passed }) => !passed).map(({ check }) => check.replace('Cluster', ''))).toEqual([
        ...['Share: rds:copyDBSnapshot', 'Share: rds:modifyDBSnapshotAttribute', 'Share: rds:deleteDBSnapshot'],
      ])
    })

    function run(snapshots: Snapshots, runId: string, fault = (_: string): StateError | null => null) {
      return runWith({ runId }, snapshots.call, fault)
    }

    async function runWith(input: Json, callAws: CallAws, fault = (_: string): StateError | null => null) {
      const nowhere = () => Promise.reject(new Error('sharing reads no object and calls no function'))
      const engine = new Engine({
        ...{ invoke: nowhere, readObject: nowhere, writeObject: nowhere },
        ...{ callAws, fault },
      })
      engine.define(arn, definition)
      const execution = engine.start(arn, input)
      await execution.done
      return execution
    }
  })
})

function shared(read: Project, kind: 'instance' | 'cluster'): Project {
  const { instance: _, ...staging } = read.deploy.staging!
  const share = { accounts, key, keep: 2 }
  return { ...read, deploy: { ...read.deploy, share, staging: { ...staging, [kind]: 'shop-staging' } } }
}
