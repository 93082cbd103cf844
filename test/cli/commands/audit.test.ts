import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localIndex } from '../../../cli/audit/local-index.ts'
import { runAuditList, runAuditOpen, runAuditShow, runAuditVerify } from '../../../cli/commands/audit.ts'
import { listCases } from '../../../cli/commands/cases.ts'
import { runKeyNew, runKeyPublic } from '../../../cli/commands/key.ts'
import { plainLook } from '../../../cli/display/look.ts'
import { silentProgress } from '../../../cli/progress.ts'
import { derivedSigner } from '../../../cli/run/signer.ts'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { readKeyFile } from '../../../shared/adapters/secrets/key-file.ts'
import { page } from '../../../shared/audit/page/page.ts'
import { signRecord } from '../../../shared/audit/proof/signature.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import { sampleRecord } from '../../shared/audit/sample-record.ts'

// A test opens no browser on anybody's desktop.
vi.mock('../../../cli/audit/open-with-system.ts', () => ({ openWithSystem: async () => false }))

const folder = mkdtempSync(join(tmpdir(), 'nightmask-audit-cli-'))
const session = { progress: silentProgress, signal: new AbortController().signal }
const keyFile = join(folder, 'key')
const flags = { artifacts: join(folder, 'artifacts') }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the audit commands', () => {
  beforeAll(async () => {
    await runKeyNew({ keyFile })
    await record({ runId: 'first', outcome: 'failed', reached: 'verify', failure: 'No.' })
    await record({ runId: 'second' })
  })

  it('list every run with how it ended', async () => {
    const { json, lines } = await runAuditList(flags)
    expect(json).toMatchObject([
      { runId: 'first', outcome: 'failed' },
      { runId: 'second', rowsMasked: 500_000 },
    ])
    expect(lines(plainLook(120)).join('\n')).toMatch(/first .*failed in verify.*\nsecond .*published.*500,000 rows/)
  })

  it('tell testers the edge cases of the newest night by name, table or pattern', async () => {
    for (const pattern of [undefined, 'without', 'users', 'user-*']) {
      const { lines } = await listCases(pattern, flags, session)
      expect(lines(plainLook(120)).join('\n')).toMatch(/user-without-orders {2}users 9000000001\s+A user who never/)
    }
    await expect(listCases('products', flags, session)).rejects.toThrow(
      'products: run second seeded no edge case of that name or table, of 1.',
    )
  })

  it('show the record of a run, and the last one when none is named', async () => {
    expect((await runAuditShow(undefined, flags)).json).toMatchObject({ runId: 'second' })
    const { json, lines } = await runAuditShow('first', flags)
    expect(json).toMatchObject({ runId: 'first' })
    expect(lines(plainLook(100)).join('\n')).toContain('Failed.')
    await expect(runAuditShow('third', flags)).rejects.toThrow('no audit record of a run "third"')
  })

  it('verify signatures, key and chain, and say what was not looked at', async () => {
    const { json, lines, failure } = await runAuditVerify(undefined, { ...flags, keyFile })
    expect(failure).toBeNull()
    expect(json).toMatchObject({ records: 2, verdict: 'passed', problems: [] })
    const text = lines(plainLook(200)).join('\n')
    expect(text).toMatch(/✓ 2 records were signed with the key k-/)
    expect(text).toMatch(/– Not verified: The pages/)
  })

  it('verify whose signatures they are without the secret: a file of the public key is enough, and of another key is not', async () => {
    const files = { own: join(folder, 'own.pem'), other: join(folder, 'other.pem') }
    writeFileSync(files.own, (await runKeyPublic({ keyFile })).lines(plainLook(100)).join('\n'))
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey
    writeFileSync(files.other, other.export({ format: 'der', type: 'spki' }).toString('base64'))
    const own = await runAuditVerify(undefined, { ...flags, publicKey: [files.own] })
    expect(own.lines(plainLook(200)).join('\n')).toContain(`2 records were signed with the key ${files.own}`)
    const foreign = await runAuditVerify(undefined, { ...flags, publicKey: [files.other] })
    expect((foreign.json as { problems: string[] }).problems).toEqual([
      expect.stringMatching(/first\.json was signed with k-\w+, which is none of the keys/),
      expect.stringMatching(/second\.json was signed with k-\w+, which is none of the keys/),
    ])
    await expect(runAuditVerify(undefined, { ...flags, publicKey: [keyFile] })).rejects.toThrow('holds no public key')
  })

  it('find a page where a desktop is missing, and make it when it is not beside the record', async () => {
    const { json, lines } = await runAuditOpen('second', flags)
    const { page: path } = json as { page: string }
    expect(lines(plainLook(200)).join()).toContain(path)
    expect(path).toMatch(/artifacts\/audit\/2026\/11\/25\/second\.html$/)
    rmSync(path)
    const { page: made } = (await runAuditOpen('second', flags)).json as { page: string }
    expect(readFileSync(made, 'utf8')).toBe(page(await createFileStores(flags.artifacts).records.read('second')))
    rmSync(join(made, '..'), { recursive: true })
  })

  it('open the index of all without a run: beside the records, or a copy with their pages where nothing is beside', async () => {
    const { page: path } = (await runAuditOpen(undefined, flags)).json as { page: string }
    expect(path).toBe(join(flags.artifacts, 'audit/index.html'))
    expect(readFileSync(path, 'utf8')).toContain('<a href="2026/11/25/second.html">second</a>')
    const { records, ledger } = createFileStores(flags.artifacts)
    const made = await localIndex({ records, ledger, place: 's3://elsewhere' }, new Date('2026-11-26T09:00:00Z'))
    expect(readFileSync(join(made, '../2026/11/25/second.html'), 'utf8')).toContain('second')
    rmSync(join(made, '..'), { recursive: true })
  })

  it('fail when a record was changed on the disk', async () => {
    const path = join(flags.artifacts, 'audit/2026/11/25/first.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"rowsRead":500000', '"rowsRead":400000'))
    const { json, failure } = await runAuditVerify(undefined, flags)
    expect(failure?.kind).toBe('failed')
    expect((json as { problems: string[] }).problems).toEqual([
      expect.stringMatching(/first\.json: the signature does not fit/),
      expect.stringMatching(/second\.json follows the record .* which is not there/),
      expect.stringMatching(/the index says something else of .*first\.json/),
    ])
  })
})

async function record(changes: Partial<AuditRecord>): Promise<void> {
  const { records } = createFileStores(flags.artifacts)
  const key = await readKeyFile(keyFile)
  const facts = { ...changes, key: { id: key.id, version: null }, previousRecord: await records.head() }
  const signed = await signRecord(sampleRecord(facts), derivedSigner(key))
  await records.write(signed, page(signed))
}
