import { openKmsSigner } from '../shared/adapters/kms/kms-signer.ts'
import { readKeySecret } from '../shared/adapters/secrets/key-secret.ts'
import { hasSigned } from '../shared/audit/proof/signature.ts'
import { NightmaskError } from '../shared/errors.ts'
import type { Closing } from './closing.ts'
import { loadsFromS3, setting } from './environment.ts'
import type { PreflightCheck, PreflightEvent } from './events.ts'
import { checkSource, checkStaging } from './preflight-databases.ts'
import { checkLoad } from './preflight-load.ts'
import { checkStore } from './preflight-stores.ts'

/** What a function is asked for to show that it can do what it is there for; null when it is asked for its work. */
export function preflightOf(event: object | null): PreflightEvent['preflight'] | null {
  return (event as Partial<PreflightEvent> | null)?.preflight ?? null
}

/** Uses everything that this function was granted, once, and touches no run: what failed is told, nothing is thrown. */
export async function preflight(
  name: string,
  asked: PreflightEvent['preflight'],
  closing: Closing,
): Promise<PreflightCheck[]> {
  const granted = asked.answerOnly ? '' : (process.env.GRANTS ?? '')
  const grants = granted.split(' ').filter((grant) => grant !== '')
  const checks: PreflightCheck[] = []
  for (const grant of grants)
    checks.push(...(await told(`${name}: ${grant}`, () => checkGrant(name, grant, asked, closing))))
  return checks.length > 0 ? checks : [{ check: name, passed: true, sentence: 'It was started and answers.' }]
}

async function checkGrant(
  name: string,
  grant: string,
  asked: PreflightEvent['preflight'],
  closing: Closing,
): Promise<Told[]> {
  if (grant === 'source') return checkSource(name, asked, closing)
  if (grant === 'staging') return checkStaging(name, closing)
  if (grant === 'pseudonyms') return checkKey(setting('PSEUDONYM_KEY_SECRET'))
  if (grant === 'originals-key') return checkKey(setting('ORIGINALS_KEY_SECRET'))
  if (grant === 'signature') return checkSignature(asked.id)
  const stored = await checkStore(grant, asked.id)
  return grant === 'chunks:read' && loadsFromS3() ? [...stored, await checkLoad(asked.id, closing)] : stored
}

/** A check without its name. */
export type Told = Omit<PreflightCheck, 'check'>

async function checkKey(secret: string): Promise<Told[]> {
  const { version } = await readKeySecret(secret, null)
  return [{ passed: true, sentence: `The key was read; its current version is ${version}.` }]
}

// Its text is no record: no JSON begins so.
async function checkSignature(id: string): Promise<Told[]> {
  const signer = await openKmsSigner(setting('SIGNATURE_KEY'))
  const text = Buffer.from(`nightmask preflight ${id}`)
  const passed = hasSigned(await signer.sign(text), text)
  const sentence = passed ? `${signer.id} signs, and its public half says so.` : `${signer.id} signs, and wrongly.`
  return [{ passed, sentence }]
}

async function told(check: string, work: () => Promise<readonly Told[]>): Promise<PreflightCheck[]> {
  try {
    return (await work()).map((each) => ({ check, ...each }))
  } catch (error) {
    // The message of a foreign error may quote values.
    const sentence =
      error instanceof NightmaskError ? error.message : `It ended with ${(error as Error)?.name ?? 'an error'}.`
    return [{ check, passed: false, sentence }]
  }
}
