import { Aws, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Topic } from 'aws-cdk-lib/aws-sns'

/** What tells a topic something in its own service's name. */
export type Publisher = 'alarms' | 'rules'

const services: Readonly<Record<Publisher, { readonly name: string; readonly arn: readonly [string, string] }>> = {
  alarms: { name: 'cloudwatch.amazonaws.com', arn: ['cloudwatch', 'alarm:'] },
  rules: { name: 'events.amazonaws.com', arn: ['events', 'rule/'] },
}

/**
 * Lets alarms or rules of this stack, and nobody else's, publish to a topic that is encrypted with a key of ours. CloudFormation begins
 * their names with the stack's: naming them themselves would make a circle of topic, key and alarm.
 */
export function allowPublishing(topic: Topic, key: IKey, publisher: Publisher): void {
  const stack = Stack.of(topic)
  const { name, arn } = services[publisher]
  const principals = [new ServicePrincipal(name)]
  const source = stack.formatArn({ service: arn[0], resource: `${arn[1]}${stack.stackName}-*` })
  const ofThisStack = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': source } }
  const topics = stack.formatArn({ service: 'sns', resource: `${stack.stackName}-*` })
  const forTopic = { 'kms:EncryptionContext:aws:sns:topicArn': topics }
  topic.addToResourcePolicy(
    new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions: ofThisStack }),
  )
  key.addToResourcePolicy(
    new PolicyStatement({
      ...{ principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] },
      // With a rule the topic's key is not told its source: «not supported for EventBridge-to-encrypted topics» (SNS's guide, key management).
      conditions:
        publisher === 'rules'
          ? { ArnLike: forTopic }
          : { ...ofThisStack, ArnLike: { ...ofThisStack.ArnLike, ...forTopic } },
    }),
  )
}
