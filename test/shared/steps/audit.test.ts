import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { digestOf } from '../../../shared/audit/proof/canonical-json.ts'
import { ed25519Signer, hasValidSignature } from '../../../shared/audit/proof/signature.ts'
import { tablesRoot } from '../../../shared/audit/proof/table-proof.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import { RunFailedError } from '../../../shared/errors.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { audit } from '../../../shared/steps/audit.ts'
import type { AuditInput } from '../../../shared/steps/audit-record.ts'
import { isListUsedUp, type Subject } from '../../../shared/steps/audit-subjects.ts'
import { snapshot } from '../../../shared/steps/snapshot.ts'
import { survey } from '../../../shared/steps/survey.ts'
import { asked, markedPlan, markedSource, marker } from '../audit/marked-source.ts'

let damaged = 0
const folder = mkdtempSync(join(tmpdir(), 'nightmask-audit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const key = createPseudonymKey(Buffer.alloc(32, 7))
const signer = ed25519Signer(key.id, key.subkey('audit-signature', ''))
const clock = { now: () => new Date(1764032472480) }
const keys = { key, originalsKey: key, signer }
const ports = { ...createFileStores(folder), ...keys, source: markedSource, clock }

describe('the audit step', () => {
  it('records a run that failed before it had a plan or a key, unsigned and saying so', async () => {
    const failed = { ...input('failed-run'), outcome: 'failed', reached: 'plan', failure: 'No such server.' } as const
    const { record, recordPath } = await audit(failed, { ...ports, signer: null })
    expect(record).toMatchObject({ source: null, snapshot: null, key: null, tables: [], risk: [], signature: null })
    expect(record.checks).toMatchObject([{ name: 'signature', verdict: 'skipped' }])
    expect(record.previousRecord).toBeNull()
    expect(JSON.parse(readFileSync(recordPath, 'utf8'))).toEqual(record)
  })

  it('adds up the receipts of all chunks, merges their sketches, and signs and chains the record', async () => {
    const before = await ports.records.head()
    const { record } = await audit(input('full-run'), await fullRun('full-run'))
    expect(record.tables).toMatchObject([
      { table: 'users', rowsRead: 100, rowsCounted: 100, rowsMasked: 100, rowsKept: 0, rowsLoaded: 100, rowsSeeded: 2 },
      { table: 'audit_log', rows: 'skipped', rowsRead: 0, columns: [] },
    ])
    expect(record.tablesRoot).toBe(tablesRoot(record.tables))
    expect(columnsOf(record)).toMatchObject({
      id: { masked: null, distinctBefore: null },
      // Its unique key counts for us.
      email: { masked: 100, nullsKept: 0, distinctBefore: 100, distinctAfter: 100, distinctExact: true },
      // Both chunks hold the same ten names.
      full_name: {
        masked: 100,
        distinctBefore: 10,
        distinctAfter: 10,
        utility: { before: { top: Array(5).fill(0.1) } },
      },
      note: { rule: 'constant', masked: 80, nullsKept: 20, distinctBefore: nearly(80), distinctAfter: 1 },
      plan: { reason: 'no person in it' },
    })
    expect(columnsOf(record)).toMatchObject({
      note: { utility: { before: { nulls: 0.2, topMissed: 0 }, after: { nulls: 0.2, top: [1] } } },
    })
    expect(record.methods?.map(({ figure }) => figure)).toContain('utility: top')
    expect(record.tables[0]?.chunks.map(({ n, rows }) => [n, rows])).toEqual([
      [0, 50],
      [1, 50],
    ])
    expect(record.publication).toEqual({ tables: 2, previousSchema: null, attempts: 1 })
    expect(record.previousRecord).toBe(before)
    expect(await ports.records.head()).toBe(digestOf(record))
    expect(hasValidSignature(record)).toBe(true)
    expect(record.signature?.publicKey).toBe(signer.publicKey)
    expect([record.key?.id, record.signedBy]).toEqual([key.id, undefined])
  })

  it('names the key that masked, which no plan and no signer has to know, and beside it the one that signed', async () => {
    const { keyId: _, ...unaware } = markedPlan('by-receipt', key.id)
    await fullRun('by-receipt', unaware)
    const other = ed25519Signer('arn:aws:kms:eu-central-1:123456789012:key/1', Buffer.alloc(32, 8))
    const { record } = await audit({ ...input('by-receipt'), keyVersion: 'v-1' }, { ...ports, signer: other })
    expect(record).toMatchObject({ key: { id: key.id, version: 'v-1' }, signedBy: other.id })
    expect(hasValidSignature(record)).toBe(true)
  })

  it('leaves no record that its signature does not fit, and none that lacks something because nothing could sign', async () => {
    await fullRun('unsigned')
    const broken = { id: 'k', sign: () => Promise.reject(new RunFailedError('KMS cannot be reached.')) }
    await expect(audit(input('unsigned'), { ...ports, signer: broken })).rejects.toThrow('KMS cannot be reached.')
    const lying = { id: 'k', sign: () => signer.sign(Buffer.from('another record')) }
    await expect(audit(input('unsigned'), { ...ports, signer: lying })).rejects.toThrow('does not fit')
  })

  it('says what remains: kept keys and columns, repeated pseudonyms, visible NULLs, checks not made', async () => {
    const { risk } = await ports.records.read('full-run')
    const figures = Object.fromEntries(risk.map(({ name, value, columns }) => [name, { value, columns }]))
    expect(figures).toMatchObject({
      'cells-masked': { value: 0.56 },
      'columns-kept-for-reason': { columns: ['users.plan'] },
      'columns-kept-beside-masked': { columns: ['users.plan'] },
      'keys-kept': { columns: ['users.id'] },
      'pseudonyms-repeat': { columns: ['users.email', 'users.full_name'] },
      'pseudonyms-frequent': { columns: ['users.full_name'] },
      'nulls-visible': { columns: ['users.note'] },
      'tables-without-snapshot': { value: 0 },
      'checks-skipped': { value: 1 },
    })
  })

  it('says of which columns all fakes of a list come, so that one that never comes may be somebody’s', () => {
    const isNamed = (redrawn: number, distinctBefore: number, distinctAfter: number) =>
      isListUsedUp({ audit: { redrawn, distinctBefore, distinctAfter } } as Subject)
    expect([isNamed(1, 90, 30), isNamed(0, 90, 30), isNamed(1, 90, 31)]).toEqual([true, false, false])
  })

  it('is of a night that let each table go as soon as survey and snapshot had read of it', async () => {
    asked.length = 0
    await fullRun('letting-go')
    const [surveyed, masked] = [
      ['read', 'let go'],
      ['read', 'count', 'let go'],
    ]
    expect(asked).toEqual([surveyed, surveyed, masked, masked].flat())
  })

  it('lets no value, comment, default, label or constant of source and policy into record, page, receipts or originals', () => {
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'plan.json')
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('/chunks/'))
    expect(kept.map((path) => path.replace(/.*\//, ''))).toEqual(
      expect.arrayContaining(['full-run.json', 'full-run.html', 'latest.json', '0.json', '0', 'checks.json']),
    )
    for (const path of kept)
      expect(readFileSync(path, 'latin1').toLowerCase(), path).not.toContain(marker.toLowerCase())
  })

  it.each([
    ['receipts that were cut off', 'receipts/snapshot', '{"chunk":', 'is damaged: it is no JSON'],
    ['receipts that are something else', 'receipts/snapshot', '{}', 'is not what a run leaves'],
    ['a plan that was cut off', 'plan.json', '{"version"', 'is damaged: it is no JSON'],
    ['a plan that is something else', 'plan.json', '{"tables":[]}', 'is not what a run leaves'],
  ])('records a run with %s: less of it, and a failed check that says so', async (_, path, text, said) => {
    const runId = `damaged-${damaged++}`
    await fullRun(runId)
    const [target = ''] = readdirSync(join(folder, 'runs', runId), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.startsWith(path) && name.endsWith('.json'),
    )
    writeFileSync(join(folder, 'runs', runId, target), text)
    const { record } = await audit(input(runId), ports)
    expect(record).toMatchObject({ runId, outcome: 'published', tables: [], risk: [] })
    expect(record.checks.at(-1)).toMatchObject({ name: 'artifacts', verdict: 'failed' })
    expect(record.checks.at(-1)?.findings.join()).toContain(said)
    expect(hasValidSignature(record)).toBe(true)
  })

  it('refuses to write a record that its own schema refuses, naming the place and no value', async () => {
    const wrong = { ...input('wrong'), timings: [{ step: marker, startedAt: marker }] } as unknown as AuditInput
    const refusal = await audit(wrong, ports).catch((error) => error)
    expect(refusal.message).toContain('timings.0.startedAt')
    expect(refusal.message).not.toContain(marker)
  })
})

/** Survey and snapshot as they are, over a source whose every value is marked; the rest of the run as its notes. */
async function fullRun(runId: string, plan = markedPlan(runId, key.id)) {
  await ports.plans.write(plan)
  for (const chunk of plan.chunks) await survey({ runId, chunks: [chunk] }, ports)
  for (const chunk of plan.chunks) {
    await snapshot({ runId, chunks: [chunk] }, ports)
    await ports.receipts.writeRestore(runId, [{ chunk, rowsLoaded: 50, bytes: 1, milliseconds: 1 }])
  }
  const check = { covered: '1 column', findings: [], note: null }
  await ports.notes.write(runId, 'checks', [
    { name: 'leaks', verdict: 'passed', ...check },
    { name: 'foreign keys', verdict: 'skipped', ...check },
  ])
  await ports.notes.write(runId, 'publication', {
    runId,
    tables: 2,
    previousSchema: null,
    previousRunId: null,
    attempts: 1,
  })
  await ports.notes.write(runId, 'seeded', [{ table: 'users', rows: 2 }])
  return ports
}

function input(runId: string): AuditInput {
  return {
    ...{ runId, outcome: 'published', reached: 'publish', failure: null, startedAt: '2026-11-25T01:00:00.000Z' },
    ...{ dataset: null, seed: 42, timings: [], toolVersion: '0.1.0' },
    ...{ by: 'ana@host', serves: null },
  }
}

function nearly(count: number) {
  return expect.toSatisfy((estimate: number) => estimate <= count && estimate >= count * 0.95)
}

function columnsOf(record: AuditRecord) {
  return Object.fromEntries(record.tables.flatMap(({ columns }) => columns.map((entry) => [entry.column, entry])))
}
