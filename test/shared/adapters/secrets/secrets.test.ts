import { randomBytes } from 'node:crypto'
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { readDatabaseSecret } from '../../../../shared/adapters/secrets/database-secret.ts'
import { originalsKeyOnly, readKeySecret, withOriginalsKey } from '../../../../shared/adapters/secrets/key-secret.ts'
import { newKeyText, parseKeyText } from '../../../../shared/adapters/secrets/key-text.ts'
import { createSecretsClient } from '../../../../shared/adapters/secrets/read-secret.ts'
import { createPseudonymKey, originalsPurposes } from '../../../../shared/masking/digests/subkeys.ts'
import { closedEndpoint, describeOnAws, emulator } from '../../../aws/emulator.ts'

const client = new SecretsManagerClient(emulator)
const key = createPseudonymKey(Buffer.alloc(32, 1))
const other = createPseudonymKey(Buffer.alloc(32, 2))

describeOnAws('a pseudonym key in Secrets Manager', () => {
  it('is read as AWSCURRENT once and by its version from then on, whatever a rotation moves', async () => {
    const { secretId, put } = await secret(jsonOf(1))
    const first = await readKeySecret(secretId, null, client)
    expect(first.key.id).toBe(key.id)
    await put(jsonOf(2))
    expect((await readKeySecret(secretId, null, client)).key.id).toBe(other.id)
    expect((await readKeySecret(secretId, first.version, client)).key.id).toBe(key.id)
  })

  it('may be the text of a key file too', async () => {
    const text = newKeyText()
    const { secretId } = await secret(text)
    expect((await readKeySecret(secretId, null, client)).key.id).toBe(createPseudonymKey(parseKeyText('', text)).id)
  })

  it.each([
    '{ "key": "c2hvcnQtYnV0LXNlY3JldA" }',
    '{ "key": 7, "c2hvcnQtYnV0LXNlY3JldA": "" }',
    '{ c2hvcnQtYnV0LXNlY3JldA',
    'c2hvcnQtYnV0LXNlY3JldA',
    '{ "master": "c2hvcnQtYnV0LXNlY3JldA" }',
  ])('of another form is refused with the name of the secret and nothing of it: %s', async (text) => {
    const { secretId } = await secret(text)
    const refusal = await readKeySecret(secretId, null, client).catch((error) => error)
    expect(refusal).toMatchObject({ kind: 'usage' })
    expect(refusal.message).toContain(secretId)
    expect(everything(refusal)).not.toContain('c2hvcnQ')
  })
})

describe('the two keys', () => {
  it('let readers digest originals as verify does, and verify make no pseudonym', () => {
    const reader = withOriginalsKey(key, other)
    const verifier = originalsKeyOnly(other)
    for (const purpose of originalsPurposes) expect(reader.subkey(purpose, '')).toEqual(verifier.subkey(purpose, ''))
    expect(reader.subkey('pseudonym', 'email')).toEqual(key.subkey('pseudonym', 'email'))
    expect([reader.id, reader.originalsId, verifier.originalsId]).toEqual([key.id, other.id, other.id])
    expect(() => verifier.subkey('pseudonym', 'email')).toThrow('no subkey for pseudonym')
  })
})

describeOnAws('a database login in Secrets Manager', () => {
  const login = { username: 'night', password: "p@s:s/w?o#r%d 'é" }

  it('becomes a URL whose parts are those of the secret', async () => {
    const { secretId } = await secret(
      JSON.stringify({ ...login, engine: 'mysql', host: 'db.example', port: 3307, dbname: 'shop' }),
    )
    const url = new URL(await readDatabaseSecret(secretId, undefined, client))
    expect([url.host, url.pathname]).toEqual(['db.example:3307', '/shop'])
    expect([url.username, url.password].map(decodeURIComponent)).toEqual([login.username, login.password])
  })

  it('that RDS manages is used at the place that is given', async () => {
    const { secretId } = await secret(JSON.stringify(login))
    const place = { host: 'clone.abc.eu-central-1.rds.amazonaws.com', port: 3306, database: 'shop' }
    const url = new URL(await readDatabaseSecret(secretId, place, client))
    expect([url.host, url.pathname]).toEqual(['clone.abc.eu-central-1.rds.amazonaws.com:3306', '/shop'])
    await expect(readDatabaseSecret(secretId, undefined, client)).rejects.toThrow(`Secret ${secretId} names no host.`)
  })

  it('may be a URL, which is moved in the same way', async () => {
    const { secretId } = await secret('mysql://night:p%40@prod.example/shop?ssl-ca=/ca.pem\n')
    const place = { host: 'clone.example', port: null, database: null }
    expect(await readDatabaseSecret(secretId, undefined, client)).toBe(
      'mysql://night:p%40@prod.example/shop?ssl-ca=/ca.pem',
    )
    expect(await readDatabaseSecret(secretId, place, client)).toBe(
      'mysql://night:p%40@clone.example/shop?ssl-ca=/ca.pem',
    )
  })

  it.each([
    '{ "password": "hunter2" }',
    '{ hunter2',
    'hunter2',
    '{ "username": "x", "password": "hunter2", "port": "x" }',
  ])('of another form is refused with the name of the secret and nothing of it: %s', async (text) => {
    const { secretId } = await secret(text)
    const refusal = await readDatabaseSecret(secretId, undefined, client).catch((error) => error)
    expect(refusal).toMatchObject({ kind: 'usage' })
    expect(refusal.message).toContain(secretId)
    expect(everything(refusal)).not.toContain('hunter2')
  })

  it('that is not there is told apart from one that may not be read', async () => {
    await expect(readKeySecret('nightmask/none', null, client)).rejects.toThrow(
      'Secret nightmask/none: Secrets Manager answered ResourceNotFoundException; there is no such secret',
    )
  })
})

describe('faults that no emulator makes', () => {
  it('a refusal says what to look at, in no words of the answer', async () => {
    const refusing = createSecretsClient()
    mockClient(refusing)
      .on(GetSecretValueCommand)
      .rejects(
        Object.assign(new Error('hunter2'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }),
      )
    const refusal = await readKeySecret('prod/key', null, refusing).catch((error) => error)
    expect(refusal.message).toMatch(/^Secret prod\/key: .* AccessDeniedException; the role or its key policy/)
    expect(everything(refusal)).not.toContain('hunter2')
  })

  it('a service that cannot be reached is named with the cause', async () => {
    const unreachable = new SecretsManagerClient({ ...emulator, endpoint: await closedEndpoint(), maxAttempts: 1 })
    await expect(readKeySecret('prod/key', null, unreachable)).rejects.toThrow(
      'Secret prod/key: Secrets Manager cannot be reached (ECONNREFUSED).',
    )
  })
})

/** A new secret, and how to rotate it. */
async function secret(text: string) {
  const secretId = `nightmask-test/${randomBytes(6).toString('hex')}`
  await client.send(new CreateSecretCommand({ Name: secretId, SecretString: text }))
  const put = (SecretString: string) => client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString }))
  return { secretId, put }
}

function jsonOf(byte: number): string {
  return JSON.stringify({ key: Buffer.alloc(32, byte).toString('base64url') })
}

function everything(error: Error): string {
  return JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: String(error.cause) })
}
