import type { Project } from '../../../../infra/read-project.ts'
import type { Edge } from '../edge.ts'
import type { Template } from '../template.ts'
import { cloneNames, cloneOf, readsProduction } from './clones.ts'
import type { Deployed } from './functions.ts'

/** Reading the secrets that a function's ports name, and the keys that these are encrypted with. */
export function secretCalls(deployed: Deployed, template: Template, project: Project): Edge[] {
  const { words, properties } = deployed
  const variables = properties.Environment?.Variables ?? {}
  const read = (word: string, variable: string) => {
    if (!words.includes(word)) return []
    if (variables[variable] === undefined) throw new Error(`${deployed.name} reads ${word} and has no ${variable}`)
    return readSecret(deployed, withSuffix(template.text(variables[variable])), template, project)
  }
  return [
    ...read('pseudonyms', 'PSEUDONYM_KEY_SECRET'),
    ...read('originals-key', 'ORIGINALS_KEY_SECRET'),
    ...read('staging', 'STAGING_SECRET'),
    ...(words.includes('source') ? sourceCalls(deployed, template, project) : []),
  ]
}

// An ARN without the six characters that Secrets Manager adds stands for the secret of that name.
function withSuffix(arn: string): string {
  return /-\w{6}$/.test(arn) ? arn : `${arn}-??????`
}

function readSecret(deployed: Deployed, arn: string, template: Template, project: Project): Edge[] {
  const secret = `${arn.split(':')[6]}`
  return [
    readCall(deployed, arn, `${deployed.name} reads the secret ${secret}.`),
    ...keysOf(arn, template, project).map((key) =>
      decryptCall(deployed, key, arn, template, `Secrets Manager opens ${secret} for ${deployed.name}.`),
    ),
  ]
}

function readCall({ id, role, properties }: Deployed, arn: string, why: string): Edge {
  const from = properties.VpcConfig ? { from: id } : {}
  return { why, by: { role }, action: 'secretsmanager:GetSecretValue', on: arn, ...from }
}

// Secrets Manager sends these with each use of a key (its guide, «Secret encryption and decryption»).
function decryptCall({ role }: Deployed, key: string, arn: string, { region }: Template, why: string): Edge {
  const context = {
    'kms:EncryptionContext:SecretARN': arn,
    'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
  }
  const bound = { 'kms:EncryptionContext:SecretARN': `${arn.replace(/secret:.*/, 'secret:another')}-AbCdEf` }
  return { why, by: { role }, action: 'kms:Decrypt', on: key, context, bound }
}

function keysOf(arn: string, { idOf, resources, text }: Template, { deploy }: Project): readonly string[] {
  const id = idOf(arn)
  if (!id) return deploy.secret_keys
  const key = resources[id].Properties.KmsKeyId
  return key ? [text(key)] : []
}

/** RDS makes the login of a clone, tags it with what it opens, and encrypts it with the key that Night names. */
function sourceCalls(deployed: Deployed, template: Template, project: Project): Edge[] {
  const { name } = deployed
  const { account, region } = template
  const live = readsProduction(project, template, deployed.alone)
  const clone = cloneOf(template)
  const production = productionSecret(template, project)
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!*`
  const tag = `secretsmanager:ResourceTag/aws:rds:${clone === 'cluster' ? 'primaryDBClusterArn' : 'primaryDBInstanceArn'}`
  const own = `arn:aws:rds:${region}:${account}:${clone === 'cluster' ? 'cluster' : 'db'}:${cloneNames(template)}`
  return [
    ...(live ? readSecret(deployed, production, template, project) : []),
    ...(clone
      ? [
          {
            ...readCall(deployed, arn, `${name} reads the login of a clone.`),
            ...{ context: { [tag]: own }, bound: { [tag]: own.replace(/[^:]+$/, 'production') } },
          },
          decryptCall(
            deployed,
            loginKey(template),
            arn,
            template,
            `Secrets Manager opens the login of a clone for ${name}.`,
          ),
        ]
      : []),
  ]
}

function loginKey({ ofType, arnOf }: Template): string {
  const [id] = ofType('AWS::KMS::Key').find(([key]) => /KeysEncryptionKey/.test(key)) ?? []
  if (!id) throw new Error('the template has no key for the logins of clones')
  return arnOf(id)
}

function productionSecret({ ofType, arnOf, account, region }: Template, { config }: Project): string {
  const [made] = ofType('AWS::SecretsManager::SecretTargetAttachment').find(([id]) => /SandboxSource/.test(id)) ?? []
  if (made) return arnOf(made)
  const secret = config.source.secret!
  return secret.startsWith('arn:') ? secret : `arn:aws:secretsmanager:${region}:${account}:secret:${secret}-??????`
}
