import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { GetPublicKeyCommand, KMSClient, KMSServiceException, SignCommand } from '@aws-sdk/client-kms'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, describe, expect, it } from 'vitest'
import { openKmsSigner, readKmsPublicKey } from '../../../../shared/adapters/kms/kms-signer.ts'
import { hasValidSignature, signRecord } from '../../../../shared/audit/proof/signature.ts'
import { emulator } from '../../../aws/emulator.ts'
import { digestKey } from '../../../aws/stack/sign-digest.ts'
import { sampleRecord } from '../../audit/sample-record.ts'

const arn = 'arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d'
const client = new KMSClient(emulator)

describe('a KMS key as signer', () => {
  const kms = mockClient(client)
  afterEach(() => kms.reset())

  it('is given a digest and no record, and is named by its ARN also when an alias was asked for', async () => {
    const key = digestKey()
    answer(key.publicKey)
    kms.on(SignCommand).callsFake(async ({ Message }) => ({ Signature: key.sign(Message) }))
    const signer = await openKmsSigner('alias/nightmask-signature', client)
    const record = await signRecord(sampleRecord(), signer)
    const [call] = kms.commandCalls(SignCommand)
    expect(call?.args[0].input).toMatchObject({ KeyId: arn, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' })
    expect(call?.args[0].input.Message).toHaveLength(32)
    expect([signer.id, hasValidSignature(record)]).toEqual([arn, true])
  })

  it('on P-384 signs a digest of SHA-384', async () => {
    answer(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey)
    kms.on(SignCommand).resolves({ Signature: new Uint8Array(1) })
    await signRecord(sampleRecord(), await openKmsSigner(arn, client))
    const { SigningAlgorithm, Message } = kms.commandCalls(SignCommand)[0]!.args[0].input
    expect([SigningAlgorithm, Message?.length]).toEqual(['ECDSA_SHA_384', 48])
  })

  it('is refused when it is a key for something else', async () => {
    answer(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)
    await expect(openKmsSigner(arn, client)).rejects.toThrow(/SIGN_VERIFY and spec ECC_NIST_P256 or ECC_NIST_P384/)
    answer(digestKey().publicKey, 'KEY_AGREEMENT')
    await expect(openKmsSigner(arn, client)).rejects.toThrow(/and it is another/)
  })

  it.each([
    [refusal('AccessDeniedException'), 'kms:GetPublicKey is not allowed'],
    [refusal('NotFoundException'), 'there is no such key or alias'],
    [named(new Error('x'), 'CredentialsProviderError'), 'there are no AWS credentials'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'KMS cannot be reached (ECONNREFUSED)'],
  ])('says in one sentence what went wrong: %s', async (error, said) => {
    kms.on(GetPublicKeyCommand).rejects(error)
    await expect(readKmsPublicKey(arn, client)).rejects.toThrow(`KMS key ${arn}: `)
    await expect(readKmsPublicKey(arn, client)).rejects.toThrow(said)
  })

  function answer(publicKey: KeyObject, KeyUsage: 'SIGN_VERIFY' | 'KEY_AGREEMENT' = 'SIGN_VERIFY') {
    const PublicKey = publicKey.export({ format: 'der', type: 'spki' })
    kms.on(GetPublicKeyCommand).resolves({ KeyId: arn, PublicKey, KeyUsage })
  }
})

function refusal(name: string): Error {
  return new KMSServiceException({ name, message: 'no', $fault: 'client', $metadata: { httpStatusCode: 400 } })
}

function named(error: Error, name: string): Error {
  return Object.assign(error, { name })
}
