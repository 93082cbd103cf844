import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runAuditVerify } from '../../../cli/commands/audit.ts'
import { runAuditCheckProof, runAuditProve } from '../../../cli/commands/audit-prove.ts'
import { plainLook } from '../../../cli/display/look.ts'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { canonicalJson } from '../../../shared/audit/proof/canonical-json.ts'
import { ed25519Signer, type Signer, signRecord } from '../../../shared/audit/proof/signature.ts'
import { tablesRoot } from '../../../shared/audit/proof/table-proof.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import { fileRecord } from '../../../shared/steps/file-record.ts'
import { sampleRecord } from '../../shared/audit/sample-record.ts'

const key = ed25519Signer('k-own', Buffer.alloc(32, 7))
const other = ed25519Signer('k-other', Buffer.alloc(32, 8))
const folder = mkdtempSync(join(tmpdir(), 'nightmask-tampered-'))
const [whole, here] = [join(folder, 'whole'), join(folder, 'here')]
const publicKey = [join(folder, 'key.txt')]
const at = (day: number, ending = 'json') => join(here, `audit/2026/11/${day}/night-${day}.${ending}`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('audit verify names what was done to records', () => {
  beforeAll(async () => {
    writeFileSync(publicKey[0]!, key.publicKey)
    for (const day of [20, 21, 22, 23]) await file(day, {}, whole)
  })
  beforeEach(() => {
    rmSync(here, { recursive: true, force: true })
    cpSync(whole, here, { recursive: true })
  })

  it('and finds nothing where nothing was done', async () => {
    const { json } = await runAuditVerify(undefined, { artifacts: here, publicKey })
    expect(json).toMatchObject({ verdict: 'passed', problems: [], notVerified: [] })
    expect((json as { verified: string[] }).verified.slice(-2)).toEqual([
      'The pages of 4 records are those that were signed with them.',
      'The index says of each record what the record says.',
    ])
  })

  const kinds: Record<string, [() => void | Promise<void>, RegExp]> = {
    'a record was altered': [
      () => alter(at(21), '"seed":42', '"seed":43'),
      /night-21\.json: the signature does not fit, the record was changed/,
    ],
    'a page was altered': [
      () => alter(at(21, 'html'), 'Published', 'Verified!'),
      /night-21\.html is not the page that was signed with its record/,
    ],
    'a page was deleted': [() => rmSync(at(21, 'html')), /night-21\.html is not there: it was deleted/],
    'a signature is missing': [
      () => rewrite(21, (record) => ({ ...record, signature: null })),
      /night-21\.json: the record of a published run has no signature; it was taken away/,
    ],
    'another key signed': [
      () => rewrite(23, (record) => signRecord(record, other)),
      /night-23\.json names the key k-own and was signed with another/,
    ],
    'the chain was broken': [
      () => rewrite(22, (record) => signRecord({ ...record, previousRecord: 'f'.repeat(64) }, key)),
      /night-22\.json follows the record ffffffffffff…, which is not there/,
    ],
    'a record is missing from the middle': [
      () => rmSync(at(21)),
      /night-22\.json follows the record \w+…, which is not there: it was changed or deleted/,
    ],
    'the last record is missing': [() => rmSync(at(23)), /the record written last, \w+…, is not there/],
    'a record was added': [
      () => file(24, { previousRecord: null }, here, other),
      /night-24\.json was signed with k-other, which is none of the keys that may sign/,
    ],
    'a record was copied': [
      () => cpSync(at(21), at(21, '2.json')),
      /night-21\.json and .*night-21\.2\.json are one record: it was copied/,
    ],
    'the order was changed': [
      () => swap(at(21), at(22)),
      /night-21\.json holds the record of night-22, begun 2026-11-22: it was moved there/,
    ],
    'a clock was set back': [
      () => file(19, {}, here),
      /night-19\.json says that it ended at 2026-11-19.*follows a record that ended at 2026-11-23.*: the clock/,
    ],
    'a file was cut short': [
      () => writeFileSync(at(22), readFileSync(at(22)).subarray(0, 900)),
      /night-22\.json cannot be read: it is no JSON, it was cut short or overwritten/,
    ],
    'a statement was altered': [
      () => alter(at(21, 'intoto.jsonl'), '"payload":"ey', '"payload":"fy'),
      /night-21\.intoto\.jsonl: its signature is not of the key that signed/,
    ],
    'a statement was cut short': [
      () => writeFileSync(at(21, 'intoto.jsonl'), '{"pay'),
      /night-21\.intoto\.jsonl is no DSSE envelope/,
    ],
    'a statement is of another record': [
      () => cpSync(at(22, 'intoto.jsonl'), at(21, 'intoto.jsonl')),
      /night-21\.intoto\.jsonl is about run night-22/,
    ],
    'the index was altered': [
      () => alter(join(here, 'audit/index.jsonl'), '"rows":600000', '"rows":700000'),
      /the index says something else of .*night-23\.json than the record/,
    ],
    'the page of the index was altered': [
      () => alter(join(here, 'audit/index.html'), 'Published', 'Verified!'),
      /audit\/index\.html is not the page of these records: it was changed/,
    ],
  }
  for (const [kind, [tamper, sentence]] of Object.entries(kinds))
    it(`when ${kind}`, async () => {
      await tamper()
      const { json, failure } = await runAuditVerify(undefined, { artifacts: here, publicKey })
      expect(failure?.kind).toBe('failed')
      expect((json as { problems: string[] }).problems.join('\n')).toMatch(sentence)
    })

  it('and takes a proof of one table for what it is', async () => {
    const { lines } = await runAuditProve('users', 'night-21', { artifacts: here })
    const proof = join(folder, 'users.json')
    writeFileSync(proof, lines(plainLook(100)).join('\n'))
    expect((await runAuditCheckProof(proof, { publicKey })).json).toMatchObject({ verdict: 'passed' })
    alter(proof, '"rowsRead": 500000', '"rowsRead": 500001')
    expect((await runAuditCheckProof(proof, { publicKey })).failure?.message).toContain('proves nothing')
    await expect(runAuditProve('nothing', 'night-21', { artifacts: here })).rejects.toThrow(
      'tells of no table "nothing"',
    )
    await expect(runAuditCheckProof(publicKey[0]!, { publicKey })).rejects.toThrow('is no proof of a table')
  })
})

async function file(
  day: number,
  changes: Partial<AuditRecord>,
  artifacts: string,
  signer: Signer = key,
): Promise<void> {
  const { records } = createFileStores(artifacts)
  const times = { startedAt: `2026-11-${day}T01:00:00.000Z`, endedAt: `2026-11-${day}T01:01:00.000Z` }
  const facts = {
    ...times,
    runId: `night-${day}`,
    key: { id: 'k-own', version: null },
    previousRecord: await records.head(),
  }
  const record = sampleRecord({ ...facts, tablesRoot: tablesRoot(sampleRecord().tables), ...changes })
  const named = signer === key ? record : { ...record, signedBy: signer.id }
  await fileRecord(await signRecord(named, signer), { records, signer })
}

async function rewrite(
  day: number,
  change: (record: AuditRecord) => AuditRecord | Promise<AuditRecord>,
): Promise<void> {
  writeFileSync(at(day), `${canonicalJson(await change(JSON.parse(readFileSync(at(day), 'utf8'))))}\n`)
}

function alter(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

function swap(a: string, b: string): void {
  renameSync(a, `${a}.aside`)
  renameSync(b, a)
  renameSync(`${a}.aside`, b)
}
