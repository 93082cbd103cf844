import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { digestOf } from '../../shared/audit/proof/canonical-json.ts'
import { ed25519Signer, publicKeyText, type Signer, signRecord } from '../../shared/audit/proof/signature.ts'
import { attest, recordBytes } from '../../shared/audit/proof/statement.ts'
import { freshFolder } from '../e2e/nightmask.ts'
import { sampleRecord } from '../shared/audit/sample-record.ts'
import { blocks } from './read-documents.ts'

const tools = ['python3 -V', 'openssl version'].every((command) => {
  const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
  return /^(Python|OpenSSL) 3/.test(stdout)
})
const [signed = '', envelope = '', digest = ''] = ['cat > signed.py', 'cat > envelope.py', 'tr -d'].map(
  (start) => blocks.find(({ text }) => text.startsWith(start))!.text,
)
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const ofKms: Signer = {
  id: 'arn:aws:kms:x',
  sign: async (bytes) => ({
    ...{ algorithm: 'ECDSA_SHA_256', publicKey: publicKeyText(publicKey) },
    value: sign('sha256', bytes, privateKey).toString('base64'),
  }),
}

// Without the tools nothing is shown; every Debian and macOS has them.
it.skipIf(!tools).each([
  ['a derived key', ed25519Signer('k-1', Buffer.alloc(32, 7)), '# Ed25519', ''],
  ['a key in KMS', ofKms, '# ECDSA_SHA_256', ' -digest sha256'],
])('the scripts of docs/audit.md verify what %s has signed, without nightmask', async (_, signer, kind, hashed) => {
  const folder = freshFolder()
  const record = await signRecord(sampleRecord(), signer)
  const key = createPublicKey({
    ...{ format: 'der', type: 'spki', key: Buffer.from(record.signature!.publicKey, 'base64') },
  })
  const files = {
    '20261125-010000-5f3a.json': recordBytes(record),
    '20261125-010000-5f3a.intoto.jsonl': JSON.stringify(await attest(record, '', 'r', signer)),
    'records.pem': key.export({ format: 'pem', type: 'spki' }),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const run = (script: string) => execFileSync('bash', ['-ec', script], { cwd: folder, encoding: 'utf8' })
  const lines = signed.split('\n').filter((line) => !line.startsWith('openssl') || line.endsWith(kind))
  expect(run(lines.join('\n'))).toBe('Signature Verified Successfully\n')
  expect(run(envelope.replace('-rawin', `-rawin${hashed}`))).toBe('Signature Verified Successfully\n')
  expect(run(digest)).toBe(`${digestOf(record)}  -\n`)
})
