import type { Json } from '../synthesise.ts'
import { type Statement, statementsOf } from './statement.ts'
import type { Template } from './template.ts'

/** Every policy of a template, by what it belongs to. */
export interface Policies {
  /** ARN of a role → what it may do. */
  readonly ofRole: ReadonlyMap<string, readonly Statement[]>
  /** ARN of a role → who may take it. */
  readonly trust: ReadonlyMap<string, readonly Statement[]>
  /** ARN of a bucket, topic, queue, key, secret or function → its own policy. */
  readonly ofResource: ReadonlyMap<string, readonly Statement[]>
  /** Logical id of an endpoint → its policy; one without a policy lets everything through. */
  readonly ofEndpoint: ReadonlyMap<string, readonly Statement[]>
}

export function policiesOf(template: Template): Policies {
  const { resources, arnOf } = template
  const [ofRole, trust, ofResource, ofEndpoint] = [0, 1, 2, 3].map(() => new Map<string, Statement[]>()) as [
    Map<string, Statement[]>,
    Map<string, Statement[]>,
    Map<string, Statement[]>,
    Map<string, Statement[]>,
  ]
  const add = (map: Map<string, Statement[]>, key: string, statements: readonly Statement[]) =>
    map.set(key, [...(map.get(key) ?? []), ...statements])
  const arnsIn = (value: Json): string[] => [value].flat().map((each: Json) => arnOf(each.Ref ?? each['Fn::GetAtt'][0]))
  for (const [id, { Type, Properties = {} }] of Object.entries(resources)) {
    const read = (document: Json, self?: string) => statementsOf(document, id, template, self)
    if (Type === 'AWS::IAM::Role') {
      add(trust, arnOf(id), read(Properties.AssumeRolePolicyDocument, arnOf(id)))
      add(
        ofRole,
        arnOf(id),
        (Properties.Policies ?? []).flatMap((each: Json) => read(each.PolicyDocument)),
      )
    }
    if (/^AWS::IAM::(User|Group|RolePolicy|UserPolicy|GroupPolicy)$/.test(Type) || Properties.ManagedPolicyArns)
      throw new Error(`the walker does not read what ${id} (${Type}) allows: use a policy of the role's own`)
    if (/^AWS::IAM::(Managed)?Policy$/.test(Type))
      for (const role of arnsIn(Properties.Roles ?? [])) add(ofRole, role, read(Properties.PolicyDocument))
    if (Type === 'AWS::KMS::Key') add(ofResource, arnOf(id), read(Properties.KeyPolicy, arnOf(id)))
    if (Type === 'AWS::S3::BucketPolicy')
      add(ofResource, arnsIn(Properties.Bucket)[0]!, read(Properties.PolicyDocument))
    if (Type === 'AWS::SNS::TopicPolicy')
      for (const topic of arnsIn(Properties.Topics)) add(ofResource, topic, read(Properties.PolicyDocument))
    if (Type === 'AWS::SQS::QueuePolicy')
      for (const queue of arnsIn(Properties.Queues)) add(ofResource, queue, read(Properties.PolicyDocument))
    if (Type === 'AWS::SecretsManager::ResourcePolicy')
      add(ofResource, arnsIn(Properties.SecretId)[0]!, read(Properties.ResourcePolicy, arnsIn(Properties.SecretId)[0]))
    if (Type === 'AWS::Lambda::Permission') {
      const self = arnsIn(Properties.FunctionName)[0]!
      add(ofResource, self, read({ Statement: permission(Properties) }, self))
    }
    if (Type === 'AWS::EC2::VPCEndpoint') add(ofEndpoint, id, read(Properties.PolicyDocument ?? open))
  }
  return { ofRole, trust, ofResource, ofEndpoint }
}

const open = { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }

function permission({ Action, Principal, SourceArn, SourceAccount }: Json): Json {
  return {
    ...{ Effect: 'Allow', Action, Principal: { Service: Principal } },
    Condition: {
      ...(SourceArn ? { ArnLike: { 'aws:SourceArn': SourceArn } } : {}),
      ...(SourceAccount ? { StringEquals: { 'aws:SourceAccount': SourceAccount } } : {}),
    },
  }
}
