import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import { runAuditVerify } from '../../../cli/commands/audit.ts'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { openKmsSigner } from '../../../shared/adapters/kms/kms-signer.ts'
import { page } from '../../../shared/audit/page/page.ts'
import { signRecord } from '../../../shared/audit/proof/signature.ts'
import { emulator } from '../../aws/emulator.ts'
import { type KmsKey, serveKms } from '../../aws/stack/kms-api.ts'
import type { JsonApi } from '../../aws/stack/serve-json.ts'
import { digestKey } from '../../aws/stack/sign-digest.ts'
import { sampleRecord } from '../../shared/audit/sample-record.ts'

const arnOf = (name: string) => `arn:aws:kms:eu-central-1:123456789012:key/${name}`
const keyOf = (name: string): KmsKey => ({ arn: arnOf(name), key: digestKey() })
const [old, current, stranger] = ['old', 'current', 'stranger'].map(keyOf) as [KmsKey, KmsKey, KmsKey]
const alias = 'arn:aws:kms:eu-central-1:123456789012:alias/nightmask-shop-staging-shop-signature'
const folder = mkdtempSync(join(tmpdir(), 'nightmask-audit-kms-'))
const artifacts = join(folder, 'artifacts')
const kms = new Map([old, current, stranger].map((each) => [each.arn, each]))
let api: JsonApi

/** `audit verify` as a reviewer has it: nightmask.yaml, and the right to kms:GetPublicKey. */
describe('records that KMS has signed', () => {
  beforeAll(async () => {
    api = await serveKms(kms)
    const { accessKeyId, secretAccessKey } = emulator.credentials
    vi.stubEnv('AWS_ENDPOINT_URL_KMS', api.endpoint)
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey)
    // The key was replaced after the first night.
    await record('first', old)
    await record('second', current)
  })
  afterAll(() => {
    api.close()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are verified with the key that the configuration names and the one before it, by ARN or as a file', async () => {
    const file = join(folder, 'old.txt')
    writeFileSync(file, old.key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'))
    for (const earlier of [old.arn, 'old.txt']) {
      const { verdict, problems, notVerified } = await verified({ signature: { key: current.arn, earlier: [earlier] } })
      expect([verdict, problems, notVerified.filter((each) => each.includes('arn:'))]).toEqual(['passed', [], []])
    }
  })

  it('of a key that nobody names any more are told as not compared, as a later record vouches for them', async () => {
    const { verdict, notVerified } = await verified({ signature: { key: current.arn } })
    expect(verdict).toBe('passed')
    expect(notVerified.join('\n')).toMatch(/Whose signatures 1 record of before have: arn:.*key\/old/)
  })

  it('are verified with the key that the stack has made, which its alias leads to, where no other is named', async () => {
    kms.set(alias, current)
    expect(await verified({ deploy })).toMatchObject({ verdict: 'passed', problems: [] })
    // Somebody has moved it to a key of his own.
    kms.set(alias, stranger)
    const { verdict, problems } = await verified({ deploy })
    expect([verdict, problems.length]).toEqual(['failed', 2])
  })

  it('are said to be not compared where KMS has no such key, and why', async () => {
    kms.delete(alias)
    const { notVerified } = await verified({ deploy })
    expect(notVerified[0]).toMatch(
      /KMS key arn:.*alias\/nightmask-shop-staging-shop-signature: KMS answered NotFoundException/,
    )
  })
})

interface Report {
  readonly verdict: string
  readonly problems: readonly string[]
  readonly notVerified: readonly string[]
}

async function verified(settings: object): Promise<Report> {
  const config = join(folder, 'nightmask.yaml')
  writeFileSync(config, stringify({ source: { secret: 'a' }, staging: { secret: 'b' }, ...settings }))
  return (await runAuditVerify(undefined, { config, artifacts })).json as Report
}

async function record(runId: string, { arn }: KmsKey): Promise<void> {
  const { records } = createFileStores(artifacts)
  const signer = await openKmsSigner(arn)
  const facts = { runId, key: { id: 'k-1', version: null }, signedBy: signer.id, previousRecord: await records.head() }
  const signed = await signRecord(sampleRecord(facts), signer)
  await records.write(signed, page(signed))
}

const deploy = {
  ...{ account: '123456789012', region: 'eu-central-1', alarms: 'ops@example.com' },
  staging: { instance: 'shop-staging', database: 'shop', security_group: 'sg-0b1b2c3d4e5f60718' },
}
