import { added, grant, keyOf, removed, statementIn } from '../change.ts'
import type { Mutation } from '../mutations.ts'

/** Records and keys. */
export const stores: readonly Mutation[] = [
  {
    name: 'records may be overwritten',
    change: (all) => removed(all, /StoresAuditPolicy/, 's3:if-none-match'),
    told: /writes records\..*is allowed with s3:if-none-match missing/,
  },
  {
    name: 'records may be deleted',
    change: (all) => removed(all, /StoresAuditPolicy/, 's3:DeleteObjectVersion'),
    told: /An administrator (hides|deletes) a record/,
  },
  {
    name: 'anybody may write records',
    change: (all) => removed(all, /StoresAuditPolicy/, 'aws:PrincipalArn'),
    told: /An administrator writes a record/,
  },
  {
    name: 'the roles that write records are forgotten',
    change: (all) =>
      (statementIn(all, /StoresAuditPolicy/, 'aws:PrincipalArn').Condition.ArnNotEquals['aws:PrincipalArn'] = [
        'arn:x',
      ]),
    told: /audit writes records\..*StoresAuditPolicy.*denies it/,
  },
  {
    name: 'the key of the artifacts leaves nothing to IAM',
    change: (all) => removed(all, /StoresArtifactsKey/, 'kms:*'),
    told: /neither allows it nor leaves it to the account's IAM/,
  },
  {
    name: 'a bucket is read by everybody',
    change: (all) =>
      added(all, /StoresArtifactsPolicy/, {
        ...grant('s3:GetObject', {
          'Fn::Join': ['', [{ 'Fn::GetAtt': [keyOf(all, /StoresArtifacts[0-9A-F]{8}$/), 'Arn'] }, '/*']],
        }),
        Principal: '*',
      }),
    told: /StoresArtifactsPolicy.*allows \* s3:GetObject/,
  },
  {
    name: 'a bucket speaks without TLS',
    change: (all) => removed(all, /StoresArtifactsPolicy/, 'aws:SecureTransport'),
    told: /s3:GetObject.*is allowed with aws:SecureTransport false/,
  },
  {
    name: 'reviewers may write records',
    change: (all) => (statementIn(all, /ReviewersRoleDefaultPolicy/, 's3:GetObjectVersion').Action = 's3:*'),
    told: /ReviewersRole.*allows s3:\*/,
  },
]
