import { added, anywhere, grant, removed, statementIn } from '../change.ts'
import type { Mutation } from '../mutations.ts'

const policy = /ShareMachineRoleDefaultPolicy/

/** Sharing: snapshots of staging alone, under keys that RDS alone uses. */
export const share: readonly Mutation[] = [
  {
    name: 'snapshots cannot be shared',
    change: (all) => removed(all, policy, 'rds:modifyDBSnapshotAttribute'),
    told: /state Share snapshot\..*fails/,
  },
  {
    name: 'any snapshot of the account may be shared',
    change: (all) => (statementIn(all, policy, 'rds:modifyDBSnapshotAttribute').Resource = '*'),
    told: /ShareMachine.*allows rds:modifyDBSnapshotAttribute on \*/,
  },
  {
    name: 'any snapshot of the account may be deleted',
    change: (all) => added(all, policy, grant('rds:deleteDBSnapshot', 'arn:aws:rds:*:*:snapshot:*')),
    told: /ShareMachine.*allows rds:deleteDBSnapshot on arn:aws:rds:\*:\*:snapshot:\*/,
  },
  {
    name: 'production may be made a snapshot of',
    change: (all) => added(all, policy, grant('rds:createDBSnapshot', 'arn:aws:rds:*:*:db:shop-production')),
    told: /ShareMachine.*allows rds:createDBSnapshot on .*shop-production/,
  },
  {
    name: 'sharing uses keys for itself',
    change: (all) => anywhere(all, policy, 'kms:Decrypt'),
    told: /kms:\w+.*is allowed with kms:ViaService missing/,
  },
  {
    name: 'sharing gives keys away',
    change: (all) => delete statementIn(all, policy, 'kms:CreateGrant').Condition.Bool,
    told: /kms:CreateGrant.*is allowed with kms:GrantIsForAWSResource false/,
  },
  {
    name: 'nothing can be written under the shared key',
    change: (all) => removed(all, policy, 'kms:GenerateDataKeyWithoutPlaintext'),
    told: /state Copy under the shared key\..*kms:GenerateDataKey.*fails/,
  },
  {
    name: 'nobody hears of it',
    change: (all) => removed(all, policy, 'events:PutEvents'),
    told: /state Tell (not )?shared\..*events:PutEvents.*fails/,
  },
  {
    name: 'Night cannot begin it',
    change: (all) => removed(all, /NightMachineRoleDefaultPolicy/, 'states:startExecution'),
    told: /states:StartExecution.*fails/i,
  },
]
