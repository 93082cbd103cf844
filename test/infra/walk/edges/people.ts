import type { Project } from '../../../../infra/read-project.ts'
import { type Edge, type Edges, joined } from '../edge.ts'
import type { Template } from '../template.ts'
import { forgeries, signatureAdministration, signatureKey } from './signature.ts'

/** What people do: the account's administrators with its keys, reviewers with audit records. */
export function peopleEdges(template: Template, project: Project): Edges {
  return joined({
    calls: [...administration(template), ...reviews(template, project)],
    forbidden: [...tampering(template, project), ...forgeries(template, project)],
  })
}

// Without it nobody could change a key's policy any more, and IAM would not count for it (KMS's guide, «Default key policy»).
function administration(template: Template): Edge[] {
  const { ofType, arnOf, account, region } = template
  const signing = signatureKey(template)
  const encrypting = ofType('AWS::KMS::Key').filter(([id]) => id !== signing)
  return [
    ...encrypting.map(([id]) => ({
      ...{ why: `The account administers the key ${id}.`, by: { account, may: 'everything' as const } },
      ...{ action: 'kms:*', on: arnOf(id), context: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    })),
    ...(signing ? signatureAdministration(signing, template) : []),
  ]
}

function reviews(template: Template, { deploy }: Project): Edge[] {
  const { ofType, arnOf, text, account, region } = template
  const [[id] = []] = ofType('AWS::IAM::Role').filter(([each]) => /Reviewers/.test(each))
  const [[bucketId, bucket] = []] = ofType('AWS::S3::Bucket').filter(([each]) => /StoresAudit/.test(each))
  if (!id || !bucketId) return []
  const [role, audit] = [arnOf(id), arnOf(bucketId)]
  const key = text(
    bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
      .KMSMasterKeyID,
  )
  const why = 'Reviewers read records, with every version of them and how long it is kept.'
  const on = (place: string, ...actions: string[]) =>
    actions.map((action) => ({ why, by: { role }, action, on: place }))
  const takers: Edge['by'][] =
    deploy.reviewers.length > 0 ? deploy.reviewers.map((arn) => ({ role: arn })) : [{ account, may: 'everything' }]
  return [
    ...takers.map((by) => ({ why: 'A reviewer takes his role.', by, action: 'sts:AssumeRole', on: role })),
    ...on(`${audit}/audit/*`, 's3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention'),
    ...on(audit, 's3:ListBucket', 's3:ListBucketVersions'),
    ...verifying(role, template),
    {
      ...{ why, by: { role }, action: 'kms:Decrypt', on: key },
      context: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': audit },
    },
  ]
}

function verifying(role: string, template: Template): Edge[] {
  const signing = signatureKey(template)
  if (!signing) return []
  const why = 'Reviewers verify signatures, and take the public key with them.'
  return ['kms:GetPublicKey', 'kms:Verify'].map((action) => ({
    ...{ why, by: { role }, action, on: template.arnOf(signing) },
  }))
}

/** What no administrator may do with records, although his own policies allow him everything. */
function tampering({ ofType, arnOf, account }: Template, { deploy }: Project): Edge[] {
  const [[id] = []] = ofType('AWS::S3::Bucket').filter(([each]) => /StoresAudit/.test(each))
  if (!id) return []
  const tries: [string, string][] = [
    ['s3:PutObject', 'An administrator writes a record.'],
    ['s3:DeleteObject', 'An administrator hides a record.'],
    ...(deploy.audit_mode === 'compliance'
      ? [['s3:DeleteObjectVersion', 'An administrator deletes a record.'] satisfies [string, string]]
      : []),
  ]
  return tries.map(([action, why]) => ({
    ...{ why, action, by: { account, may: 'everything' }, on: `${arnOf(id)}/audit/*/*` },
    context: { 's3:if-none-match': '*' },
  }))
}
