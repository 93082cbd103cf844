import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { withAwsSdk } from '../../shared/adapters/aws-sdk.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { type KnownKey, publicKeyText } from '../../shared/audit/proof/signature.ts'
import { isInKms, signatureAliasArn } from '../../shared/config/signature.ts'
import { NightmaskError, UsageError } from '../../shared/errors.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { derivedSigner } from '../run/signer.ts'
import { isConfigured } from './audit-artifacts.ts'

export interface KeyFlags extends ConfigFlags {
  readonly publicKey?: readonly string[]
}

/** Whose signatures count, and what could not be asked, a sentence each. */
export interface KnownKeys {
  readonly keys: readonly KnownKey[]
  readonly missing: readonly string[]
}

/**
 * The keys that may have signed: as flags name them, and as the configuration does. Never as a record does, which a forger would write
 * himself. With a file of a public key nobody is asked: it works offline.
 */
export async function readKnownKeys(flags: KeyFlags): Promise<KnownKeys> {
  const { keyFile, publicKey: files = [] } = flags
  const keys: KnownKey[] = keyFile === undefined ? [] : [derivedSigner(await readKeyFile(keyFile))]
  for (const file of files) keys.push(await readPublicKeyFile(file))
  const configured = files.length > 0 ? [] : await configuredKeys(flags)
  const missing: string[] = []
  for (const key of configured) await readConfigured(key).then((known) => keys.push(known), noting(missing))
  return { keys: keys.map(({ id, publicKey }) => ({ id, publicKey })), missing }
}

function noting(missing: string[]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof NightmaskError)) throw error
    missing.push(`Whether records were signed with a key that the configuration names. ${error.message}`)
  }
}

async function configuredKeys(flags: ConfigFlags): Promise<string[]> {
  if (!(await isConfigured(flags))) return []
  const { signature, deploy } = await loadConfig(flags, [])
  const folder = dirname(flags.config ?? '.')
  if (signature) return [signature.key, ...signature.earlier.map((key) => (isInKms(key) ? key : resolve(folder, key)))]
  return deploy ? [signatureAliasArn(deploy)] : []
}

async function readConfigured(key: string): Promise<KnownKey> {
  if (!isInKms(key)) return readPublicKeyFile(key)
  const { readKmsPublicKey } = await withAwsSdk('kms', () => import('../../shared/adapters/kms/kms-signer.ts'))
  return readKmsPublicKey(key)
}

/** PEM, DER, or DER in base64 as `aws kms get-public-key` gives it. Throws UsageError. */
async function readPublicKeyFile(file: string): Promise<KnownKey> {
  const bytes = await readFile(file).catch(({ code }) => {
    throw new UsageError(`${file}: the public key cannot be read (${code}).`)
  })
  const text = bytes.toString('latin1')
  const der = /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64') : bytes
  try {
    const key = text.includes('-----BEGIN PUBLIC KEY-----')
      ? createPublicKey(text)
      : createPublicKey({ key: der, format: 'der', type: 'spki' })
    return { id: file, publicKey: publicKeyText(key) }
  } catch {
    throw new UsageError(
      `${file} holds no public key in PEM or DER; \`nightmask key public\` and \`aws kms get-public-key\` give one.`,
    )
  }
}
