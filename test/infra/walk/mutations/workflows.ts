import { added, anywhere, grant, removed, resourceLike, statementIn } from '../change.ts'
import type { Mutation } from '../mutations.ts'

const night = /NightMachineRoleDefaultPolicy/
const endpoint = /^NetworkSecretsManager[0-9A-F]{8}$/

/** Endpoints and workflows. */
export const workflows: readonly Mutation[] = [
  {
    name: 'an endpoint has no policy',
    change: (all) => delete resourceLike(all, /^NetworkS3/).Properties.PolicyDocument,
    told: /Rows leave for another account through the endpoint of s3/,
  },
  {
    name: 'an endpoint takes the calls of other accounts',
    change: (all) => delete statementIn(all, endpoint, 'GetSecretValue').Condition.StringEquals['aws:PrincipalAccount'],
    told: /is allowed with aws:PrincipalAccount/,
  },
  {
    name: 'an endpoint lets another action through only',
    change: (all) => (statementIn(all, endpoint, 'GetSecretValue').Action = 'secretsmanager:DescribeSecret'),
    told: /reads the secret.*the endpoint NetworkSecretsManager\w+ does not let it through/,
  },
  {
    name: 'Night may change production',
    change: (all) => (statementIn(all, night, 'rds:modifyDBCluster').Resource = 'arn:aws:rds:*:*:cluster:*'),
    told: /NightMachine.*allows rds:modifyDBCluster on arn:aws:rds:\*.*nobody needs as much/,
  },
  {
    name: 'Night uses the key for itself',
    change: (all) => anywhere(all, night, 'kms:GenerateDataKey', 'KeysEncryptionKey'),
    told: /kms:Decrypt.*is allowed with kms:ViaService missing/,
  },
  {
    name: 'Night gives the key away',
    change: (all) => delete statementIn(all, night, 'kms:CreateGrant', 'KeysEncryptionKey').Condition.Bool,
    told: /kms:CreateGrant.*is allowed with kms:GrantIsForAWSResource false/,
  },
  {
    name: 'Night is denied a step',
    change: (all) => added(all, night, { ...grant('states:Start*', '*'), Effect: 'Deny' }),
    told: /state Refresh\..*states:StartExecution.*denies it/,
  },
  {
    name: 'Refresh calls a function more',
    change: (all) =>
      statementIn(all, /RefreshMachineRoleDefaultPolicy/, 'lambda:InvokeFunction').Resource.push(
        'arn:aws:lambda:*:*:function:*',
      ),
    told: /RefreshMachine.*allows lambda:InvokeFunction on arn:aws:lambda:\*/,
  },
  {
    name: 'a map cannot read its list',
    change: (all) => removed(all, /RefreshMachineRoleDefaultPolicy/, '/runs/*/lists/*'),
    told: /state Survey\..*s3:GetObject.*fails/,
  },
  {
    name: 'a workflow is taken by those of other accounts',
    change: (all) => anywhere(all, /NightMachineRole[0-9A-F]{8}$/, 'sts:AssumeRole'),
    told: /Step Functions takes the role.*is allowed with aws:SourceAccount/,
  },
]
