import { Aws, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'

/** What tells a topic something in its own service's name. */
export interface Publisher {
  readonly kind: 'alarms' | 'rules'
  /** Pattern of their names; a reference to them would make a circle of topic, key and alarm. */
  readonly named: string
}

const services: Readonly<
  Record<Publisher['kind'], { readonly name: string; readonly arn: readonly [string, string] }>
> = {
  alarms: { name: 'cloudwatch.amazonaws.com', arn: ['cloudwatch', 'alarm:'] },
  rules: { name: 'events.amazonaws.com', arn: ['events', 'rule/'] },
}

export interface TopicOfOurs {
  readonly topic: ITopic
  /** What it is encrypted with, null for nothing that has a policy here. */
  readonly key: IKey | null
  /** Pattern of its ARN that refers to nothing. */
  readonly topicArn: string
}

/** Lets the alarms or rules of these names, and nobody else's, publish to a topic. */
export function allowPublishing({ topic, key, topicArn }: TopicOfOurs, { kind, named }: Publisher): void {
  const { name, arn } = services[kind]
  const principals = [new ServicePrincipal(name)]
  const source = Stack.of(topic).formatArn({ service: arn[0], resource: `${arn[1]}${named}` })
  const ofOurs = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': source } }
  topic.addToResourcePolicy(
    new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions: ofOurs }),
  )
  const forTopic = { 'kms:EncryptionContext:aws:sns:topicArn': topicArn }
  key?.addToResourcePolicy(
    new PolicyStatement({
      ...{ principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] },
      // With a rule the topic's key is not told its source: «not supported for EventBridge-to-encrypted topics» (SNS's guide, key management).
      conditions: kind === 'rules' ? { ArnLike: forTopic } : { ...ofOurs, ArnLike: { ...ofOurs.ArnLike, ...forTopic } },
    }),
  )
}
