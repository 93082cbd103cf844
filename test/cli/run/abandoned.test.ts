import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { recordAbandoned } from '../../../cli/run/abandoned.ts'
import { derivedSigner } from '../../../cli/run/signer.ts'
import { openStores } from '../../../shared/adapters/stores/open-stores.ts'
import type { Begun } from '../../../shared/audit/begun.ts'
import { hasValidSignature } from '../../../shared/audit/proof/signature.ts'
import type { Config } from '../../../shared/config/config.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { markedPlan } from '../../shared/audit/marked-source.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const key = createPseudonymKey(Buffer.alloc(32, 7))
const begun: Begun = {
  ...{ runId: 'r-1', startedAt: '2026-11-25T01:00:00.000Z', by: 'ana@host', toolVersion: '0.1.0', dataset: null },
  ...{ seed: 42, staging: { address: 'elsewhere:3306', database: 'stage' }, reached: 'publish', timings: [] },
}

it('a rollback that was killed gets its record: who, why, from where, and that nobody can say to where', async () => {
  const { stores, record } = await opened()
  const staging = { serverId: 's', version: '8.4', database: 'stage', address: 'elsewhere:3306' }
  await stores.ledger.begin({ ...begun, rollback: { reason: 'empty orders', from: 'r-0', staging } })
  await record('r-2')
  const written = await stores.records.read('r-1')
  expect(written).toMatchObject({ kind: 'rollback', outcome: 'abandoned', by: 'ana@host', serves: null })
  expect(written.change).toEqual({ from: 'r-0', to: null, reason: 'empty orders' })
  expect(hasValidSignature(written)).toBe(true)
})

it('a run that died is recorded once, under the key that masked, by the one who signs', async () => {
  const { stores, record, told } = await opened()
  await stores.plans.write(markedPlan('r-1', 'k-before'))
  await stores.ledger.begin(begun)
  await record('r-2')
  await record('r-3')
  const written = await stores.records.list()
  expect(written).toHaveLength(1)
  expect(await stores.records.read('r-1')).toMatchObject({
    ...{ outcome: 'abandoned', reached: 'publish', key: { id: 'k-before' }, signedBy: key.id },
  })
  expect(told).toEqual(['r-1 had ended without its audit record; it is written now: abandoned.'])
})

it('a run whose artifacts are damaged gets its record all the same, with a check that says what is missing', async () => {
  const { stores, record, folder } = await opened()
  await stores.plans.write(markedPlan('r-1', key.id))
  await stores.ledger.begin(begun)
  writeFileSync(join(folder, 'runs', 'r-1', 'plan.json'), '{"runId":')
  await record('r-2')
  const { outcome, checks } = await stores.records.read('r-1')
  expect([outcome, checks.at(-1)?.findings.join()]).toEqual(['abandoned', expect.stringContaining('is damaged')])
})

async function opened() {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-abandoned-'))
  folders.push(folder)
  const stores = await openStores(folder)
  const told: string[] = []
  const silent = {
    step() {},
    advance() {},
    done() {},
    failed() {},
    detail() {},
    note: (text: string) => void told.push(text),
  }
  const config = { staging: { url: null } } as unknown as Config
  const record = (runId: string) =>
    recordAbandoned({ runId, stores, signer: derivedSigner(key), config, progress: silent })
  return { stores, record, told, folder }
}
