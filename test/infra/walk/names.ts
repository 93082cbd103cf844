import type { Json } from '../synthesise.ts'
import type { Template } from './template.ts'

type Place = Pick<Template, 'account' | 'region' | 'stack' | 'text'>

/** What `Ref` of a resource gives: for most a name, for some its ARN. */
export function refOf(id: string, resource: Json, place: Place): string {
  return refersByArn.has(resource.Type) ? nameOf(id, 'Arn', resource, place) : nameOf(id, 'Name', resource, place)
}

const refersByArn = new Set([
  ...['AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine'],
  ...['AWS::Lambda::Version', 'AWS::Lambda::Alias', 'AWS::IAM::ManagedPolicy', 'AWS::ECS::TaskDefinition'],
])

/** `Arn`, or any other attribute, of a resource, with the name that it has or CloudFormation would make. */
export function nameOf(id: string, attribute: string, { Type, Properties = {} }: Json, place: Place): string {
  const { name, arn } = naming[Type] ?? {}
  const own = name && Properties[name] !== undefined ? place.text(Properties[name]) : `${place.stack}-${id}`
  if (Type === 'AWS::SecretsManager::SecretTargetAttachment') return place.text(Properties.SecretId)
  if (attribute !== 'Arn') return /Name$|^Id$|Id$/.test(attribute) ? own : `${own}.${attribute}`
  if (Type === 'AWS::Lambda::Version') return `${place.text(Properties.FunctionName)}:1`
  return arn ? arn(own, `${place.region}:${place.account}`, place.account) : `arn:${id}`
}

interface Naming {
  /** The property that names it. */
  readonly name?: string
  readonly arn: (name: string, place: string, account: string) => string
}

const naming: Record<string, Naming> = {
  'AWS::S3::Bucket': { name: 'BucketName', arn: (name) => `arn:aws:s3:::${name}` },
  'AWS::KMS::Key': { arn: (name, place) => `arn:aws:kms:${place}:key/${name}` },
  'AWS::SecretsManager::Secret': {
    name: 'Name',
    arn: (name, place) => `arn:aws:secretsmanager:${place}:secret:${name}-AbCdEf`,
  },
  'AWS::SNS::Topic': { name: 'TopicName', arn: (name, place) => `arn:aws:sns:${place}:${name}` },
  'AWS::SQS::Queue': { name: 'QueueName', arn: (name, place) => `arn:aws:sqs:${place}:${name}` },
  'AWS::Lambda::Function': { name: 'FunctionName', arn: (name, place) => `arn:aws:lambda:${place}:function:${name}` },
  'AWS::StepFunctions::StateMachine': {
    name: 'StateMachineName',
    arn: (name, place) => `arn:aws:states:${place}:stateMachine:${name}`,
  },
  'AWS::IAM::Role': { name: 'RoleName', arn: (name, _, account) => `arn:aws:iam::${account}:role/${name}` },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', arn: (name, place) => `arn:aws:logs:${place}:log-group:${name}:*` },
  'AWS::CloudWatch::Alarm': { name: 'AlarmName', arn: (name, place) => `arn:aws:cloudwatch:${place}:alarm:${name}` },
  'AWS::Events::Rule': { name: 'Name', arn: (name, place) => `arn:aws:events:${place}:rule/${name}` },
  'AWS::Events::EventBus': { name: 'Name', arn: (name, place) => `arn:aws:events:${place}:event-bus/${name}` },
  'AWS::CodeBuild::Project': { name: 'Name', arn: (name, place) => `arn:aws:codebuild:${place}:project/${name}` },
}
