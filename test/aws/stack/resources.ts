import { randomBytes } from 'node:crypto'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { type Json, pseudo, readable, type Synthesised } from '../../infra/synthesise.ts'
import { emulator, freshBucket, s3Client } from '../emulator.ts'

export const account = '123456789012'
const region = emulator.region

/** What a reference in the template stands for: `Ref` and `Fn::GetAtt … Arn` of each resource. */
export interface Physical {
  readonly ref: string
  readonly arn: string
}

/** Makes the buckets, keys and secrets of a template in the emulator, and names all else as CloudFormation would. */
export async function makeResources({ resources }: Synthesised): Promise<ReadonlyMap<string, Physical>> {
  const made = Object.entries(resources).map(async ([id, resource]) => [id, await make(id, resource)] as const)
  const physical = new Map(await Promise.all(made))
  // An attached secret is the secret, which now says where its database is.
  for (const [id, { Type, Properties }] of Object.entries(resources))
    if (Type === 'AWS::SecretsManager::SecretTargetAttachment') physical.set(id, physical.get(Properties.SecretId.Ref)!)
  return physical
}

/** The template's value with every reference replaced. */
export function resolve(value: Json, physical: ReadonlyMap<string, Physical>): Json {
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, physical))
  if (value === null || typeof value !== 'object') return value
  if (value.Ref !== undefined) return pseudo[value.Ref] ?? known(physical, value.Ref).ref
  if (value['Fn::GetAtt']) {
    const [id, attribute] = value['Fn::GetAtt']
    return attribute === 'Arn' ? known(physical, id).arn : known(physical, id).ref
  }
  if (value['Fn::Select']) return readable(value)
  if (value['Fn::Join']) return resolve(value['Fn::Join'][1], physical).join(value['Fn::Join'][0])
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolve(entry, physical)]))
}

async function make(id: string, { Type, Properties = {} }: Json): Promise<Physical> {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`
  if (Type === 'AWS::S3::Bucket') {
    const name = await freshBucket(s3Client(), Properties.ObjectLockEnabled === true)
    return { ref: name, arn: `arn:aws:s3:::${name}` }
  }
  if (Type === 'AWS::KMS::Key') {
    const { KeySpec, KeyUsage } = Properties
    const { KeyMetadata } = await new KMSClient(emulator).send(new CreateKeyCommand({ KeySpec, KeyUsage }))
    return { ref: KeyMetadata!.KeyId!, arn: KeyMetadata!.Arn! }
  }
  if (Type === 'AWS::SecretsManager::Secret') {
    const { GenerateStringKey, SecretStringTemplate } = Properties.GenerateSecretString
    const drawn = { [GenerateStringKey]: randomBytes(32).toString('base64url') }
    const made = await makeSecret(JSON.stringify({ ...JSON.parse(SecretStringTemplate), ...drawn }))
    return { ref: made, arn: made }
  }
  if (Type === 'AWS::RDS::DBInstance') {
    const DBInstanceIdentifier = `nm${randomBytes(4).toString('hex')}`
    const { AllocatedStorage, DBInstanceClass, Engine } = Properties
    const login = { MasterUsername: DBInstanceIdentifier, MasterUserPassword: randomBytes(12).toString('hex') }
    const size = { AllocatedStorage: Number(AllocatedStorage), DBInstanceClass, Engine }
    await new RDSClient(emulator).send(new CreateDBInstanceCommand({ ...login, ...size, DBInstanceIdentifier }))
    return { ref: DBInstanceIdentifier, arn: arn('rds', `db:${DBInstanceIdentifier}`) }
  }
  if (Type === 'AWS::StepFunctions::StateMachine') {
    const machine = arn('states', `stateMachine:${readable(Properties.StateMachineName)}`)
    return { ref: machine, arn: machine }
  }
  return { ref: id, arn: arn('lambda', `function:${id}`) }
}

/** A secret of its own name; returns its ARN. */
export async function makeSecret(SecretString: string): Promise<string> {
  const Name = `nightmask-test/${randomBytes(8).toString('hex')}`
  const { ARN } = await new SecretsManagerClient(emulator).send(new CreateSecretCommand({ Name, SecretString }))
  return ARN!
}

function known(physical: ReadonlyMap<string, Physical>, id: string): Physical {
  const found = physical.get(id)
  if (!found) throw new Error(`the template refers to ${id}, which it does not make`)
  return found
}
