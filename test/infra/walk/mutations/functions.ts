import { added, anywhere, deleted, grant, keyOf, removed, resourceLike, statementIn } from '../change.ts'
import type { Mutation } from '../mutations.ts'

/** Functions: what they read and write, and the ways that they go. */
export const functions: readonly Mutation[] = [
  {
    name: 'restore cannot read its login',
    change: (all) => removed(all, /FunctionsrestorePolicy/, 'secretsmanager:GetSecretValue'),
    told: /restore reads the secret.*fails/,
  },
  {
    name: 'restore reads every secret',
    change: (all) => (statementIn(all, /FunctionsrestorePolicy/, 'secretsmanager:GetSecretValue').Resource = '*'),
    told: /FunctionsrestorePolicy.*allows secretsmanager:GetSecretValue on \*/,
  },
  {
    name: 'restore reads the pseudonym key',
    change: (all) =>
      added(
        all,
        /FunctionsrestorePolicy/,
        grant('secretsmanager:GetSecretValue', { Ref: keyOf(all, /KeysPseudonyms/) }),
      ),
    told: /FunctionsrestorePolicy.*KeysPseudonyms.*nobody needs as much/,
  },
  {
    name: 'restore writes whatever it likes of a run',
    change: (all) => (statementIn(all, /FunctionsrestorePolicy/, 's3:PutObject').Resource = 'arn:aws:s3:::*'),
    told: /restore writes receipts.*|FunctionsrestorePolicy.*allows s3:PutObject on arn:aws:s3:::\*/,
  },
  {
    name: 'survey opens every secret with the key',
    change: (all) => anywhere(all, /FunctionssurveyPolicy/, 'kms:EncryptionContext:SecretARN', 'KeysEncryptionKey'),
    told: /is allowed with kms:EncryptionContext:SecretARN/,
  },
  {
    name: 'survey reads the login of any database that RDS manages',
    change: (all) => anywhere(all, /FunctionssurveyPolicy/, 'aws:rds:primaryDBClusterArn'),
    told: /survey reads the login of a clone.*is allowed with secretsmanager:ResourceTag/,
  },
  {
    name: 'survey cannot encrypt what it writes',
    change: (all) => (statementIn(all, /FunctionssurveyPolicy/, 'kms:GenerateDataKey').Action = ['kms:Decrypt']),
    told: /S3 writes originals for survey.*kms:GenerateDataKey.*fails/,
  },
  {
    name: 'the code of survey makes network interfaces',
    change: (all) => removed(all, /FunctionssurveyPolicy/, 'Deny'),
    told: /The code of survey touches network interfaces/,
  },
  {
    name: 'a function takes no role any more',
    change: (all) =>
      (statementIn(all, /FunctionssurveyRole[0-9A-F]{8}$/, 'lambda').Principal = { Service: 'ec2.amazonaws.com' }),
    told: /Lambda takes the role of survey.*fails/,
  },
  {
    name: 'readers have no way to the clone',
    change: (all) => deleted(all, /ReaderstonightmaskMaskingSidesClone/),
    told: /reaches the clone.*no rule lets .* out/,
  },
  {
    name: 'the clone lets no reader in',
    change: (all) => deleted(all, /SidesClonefrom/),
    told: /reaches the clone.*no rule lets .* in/,
  },
  {
    name: 'readers may go anywhere',
    change: (all) =>
      (resourceLike(all, /SidesReaders[0-9A-F]{8}$/).Properties.SecurityGroupEgress = [
        { CidrIp: '0.0.0.0/0', IpProtocol: '-1' },
      ]),
    told: /SidesReaders.*lets out what nobody needs: 0\.0\.0\.0\/0/,
  },
  {
    name: 'the endpoint lets no writer in',
    change: (all) => deleted(all, /SecretsManagerGroupfrom.*Writers/),
    told: /calls secretsmanager.*no rule lets .* in/,
  },
]
