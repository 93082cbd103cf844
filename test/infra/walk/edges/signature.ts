import type { Project } from '../../../../infra/read-project.ts'
import type { Edge, Forbidden } from '../edge.ts'
import type { Template } from '../template.ts'
import type { Deployed } from './functions.ts'

// KMS sends these with each call of Sign (its guide, «AWS KMS condition keys»).
const asSigned = { 'kms:MessageType': 'DIGEST', 'kms:SigningAlgorithm': 'ECDSA_SHA_256' }

/** A function that writes records has digests signed, and asks for the public key that stands in them. */
export function signatureCalls({ id, name, role, words, properties }: Deployed, { text }: Template): Edge[] {
  if (!words.includes('signature')) return []
  const key = text(properties.Environment.Variables.SIGNATURE_KEY)
  const call = { by: { role }, on: key, ...(properties.VpcConfig ? { from: id } : {}) }
  return [
    {
      ...{ ...call, why: `${name} has a record signed.`, action: 'kms:Sign' },
      ...{ context: asSigned, bound: { 'kms:MessageType': 'RAW', 'kms:SigningAlgorithm': 'RSASSA_PSS_SHA_256' } },
    },
    { ...call, why: `${name} asks for the public key of its records.`, action: 'kms:GetPublicKey' },
  ]
}

/** The key that the stack has made for signatures; null where one was adopted. */
export function signatureKey({ ofType }: Template): string | null {
  return ofType('AWS::KMS::Key').find(([id]) => /SignatureKey/.test(id))?.[0] ?? null
}

const administration = [
  ...['Describe*', 'Get*', 'List*', 'Verify', 'Put*', 'Update*', 'Enable*', 'Disable*', 'CreateAlias', 'DeleteAlias'],
  ...['TagResource', 'UntagResource', 'RevokeGrant', 'ScheduleKeyDeletion', 'CancelKeyDeletion'],
]

/** The account administers the key that signs, and cannot sign with it. */
export function signatureAdministration(id: string, { arnOf, account }: Template): Edge[] {
  const call = { by: { account, may: 'everything' as const }, on: arnOf(id) }
  return administration.map((action) => ({
    ...{ ...call, why: `The account administers the key ${id}.`, action: `kms:${action}` },
  }))
}

export function forgeries(template: Template, { deploy }: Project): Forbidden[] {
  const id = signatureKey(template)
  if (!id) return []
  const { account, arnOf, ofType } = template
  const administrator = { by: { account, may: 'everything' as const }, on: arnOf(id), context: asSigned }
  const [[reviewers] = []] = ofType('AWS::IAM::Role').filter(([each]) => /Reviewers/.test(each))
  return [
    { ...administrator, why: 'An administrator signs a record.', action: 'kms:Sign' },
    { ...administrator, why: 'An administrator lets somebody sign.', action: 'kms:CreateGrant' },
    ...[...deploy.reviewers, ...(reviewers ? [arnOf(reviewers)] : [])].map((role) => ({
      ...{ why: 'A reviewer signs a record.', by: { role }, action: 'kms:Sign', on: arnOf(id), context: asSigned },
    })),
  ]
}
