import type { Json } from '../../synthesise.ts'
import { type Edge, type Edges, joined } from '../edge.ts'
import type { Template } from '../template.ts'

const stranger = '999999999999'

/** What services of AWS deliver by themselves: alarms, events, schedules, logs. */
export function deliveryEdges(template: Template): Edges {
  return joined({
    calls: [
      ...alarmCalls(template),
      ...ruleCalls(template),
      ...scheduleCalls(template),
      ...logCalls(template),
      ...flowLogCalls(template),
    ],
  })
}

function alarmCalls(template: Template): Edge[] {
  const { ofType, texts, arnOf } = template
  return ofType('AWS::CloudWatch::Alarm').flatMap(([id, { Properties }]) =>
    texts([...(Properties.AlarmActions ?? []), ...(Properties.OKActions ?? [])]).flatMap((topic) =>
      published(`The alarm ${id} tells its topic.`, 'cloudwatch.amazonaws.com', arnOf(id), topic, template),
    ),
  )
}

function ruleCalls(template: Template): Edge[] {
  const { ofType, text, arnOf, account } = template
  return ofType('AWS::Events::Rule').flatMap(([id, { Properties }]) =>
    (Properties.Targets ?? []).flatMap((target: Json): Edge[] => {
      const why = `The rule ${id} reaches its target.`
      const [arn, source] = [text(target.Arn), arnOf(id)]
      const service = { service: 'events.amazonaws.com' }
      const context = { 'aws:SourceArn': source, 'aws:SourceAccount': account }
      if (arn.includes(':sns:')) return published(why, service.service, source, arn, template)
      if (arn.includes(':sqs:')) return [{ why, by: service, action: 'sqs:SendMessage', on: arn, context }]
      if (arn.includes(':lambda:')) return [{ why, by: service, action: 'lambda:InvokeFunction', on: arn, context }]
      const role = text(target.RoleArn)
      const action = arn.includes(':states:') ? 'states:StartExecution' : 'events:PutEvents'
      return [
        { why, by: service, action: 'sts:AssumeRole', on: role, context },
        { why, by: { role }, action, on: arn },
      ]
    }),
  )
}

/**
 * A service publishes to a topic, and opens the topic's key in its own name (SNS's guide, «Enable compatibility between event sources from
 * AWS services and encrypted topics»). EventBridge does not tell the key for which rule.
 */
function published(why: string, service: string, source: string, topic: string, template: Template): Edge[] {
  const { idOf, resources, text, account } = template
  const id = idOf(topic)
  // A topic that was there before has policies that nobody here knows.
  if (!id) return []
  const asked = { 'aws:SourceArn': source, 'aws:SourceAccount': account }
  const another = source.replace(/[^:/]+$/, 'another')
  const bound = { 'aws:SourceAccount': stranger, 'aws:SourceArn': another }
  const key = resources[id].Properties.KmsMasterKeyId
  const inContext = 'kms:EncryptionContext:aws:sns:topicArn'
  const ofTopic = { [inContext]: topic.replace(/[^:]+$/, 'another') }
  const told = service.startsWith('events') ? {} : { context: asked, bound }
  const use = { why, by: { service }, ...told, context: { ...told.context, [inContext]: topic } }
  return [
    { why, by: { service }, action: 'sns:Publish', on: topic, context: asked, bound },
    ...(key
      ? ['kms:Decrypt', 'kms:GenerateDataKey*'].map((action) => ({
          ...{ ...use, action, on: text(key) },
          bound: { ...told.bound, ...ofTopic },
        }))
      : []),
  ]
}

// The role of a schedule sends what could not be delivered (Scheduler's guide, «Configuring a dead-letter queue»).
function scheduleCalls({ ofType, text, account, region }: Template): Edge[] {
  return ofType('AWS::Scheduler::Schedule').flatMap(([id, { Properties }]) => {
    const { Arn, RoleArn, DeadLetterConfig } = Properties.Target
    const role = text(RoleArn)
    const group = `arn:aws:scheduler:${region}:${account}:schedule-group/${text(Properties.GroupName ?? 'default')}`
    const why = `The schedule ${id} starts its workflow.`
    return [
      {
        ...{ why, by: { service: 'scheduler.amazonaws.com' }, action: 'sts:AssumeRole', on: role },
        ...{
          context: { 'aws:SourceArn': group, 'aws:SourceAccount': account },
          bound: { 'aws:SourceAccount': stranger },
        },
      },
      { why, by: { role }, action: 'states:StartExecution', on: text(Arn) },
      ...(DeadLetterConfig
        ? [
            {
              why: `The schedule ${id} keeps what it could not deliver.`,
              by: { role },
              action: 'sqs:SendMessage',
              on: text(DeadLetterConfig.Arn),
            },
          ]
        : []),
    ]
  })
}

// CloudWatch Logs' guide, «Encrypt log data using AWS KMS»; S3's, «Enabling Amazon S3 server access logging».
function logCalls({ ofType, text, arnOf, account, region }: Template): Edge[] {
  const groups = ofType('AWS::Logs::LogGroup').filter(([, { Properties }]) => Properties.KmsKeyId)
  const logged = ofType('AWS::S3::Bucket').filter(([, { Properties }]) => Properties.LoggingConfiguration)
  return [
    ...groups.flatMap(([id, { Properties }]) =>
      ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'].map((action) => ({
        ...{ why: `CloudWatch Logs encrypts ${id}.`, by: { service: `logs.${region}.amazonaws.com` } },
        ...{ action, on: text(Properties.KmsKeyId) },
        context: { 'kms:EncryptionContext:aws:logs:arn': arnOf(id).replace(/:\*$/, '') },
        bound: { 'kms:EncryptionContext:aws:logs:arn': arnOf(id).replaceAll(account, stranger) },
      })),
    ),
    ...logged.map(
      ([
        id,
        {
          Properties: { LoggingConfiguration: log },
        },
      ]) => ({
        ...{ why: `S3 keeps the access log of ${id}.`, by: { service: 'logging.s3.amazonaws.com' } },
        ...{ action: 's3:PutObject', on: `${arnOf(log.DestinationBucketName.Ref)}/${text(log.LogFilePrefix ?? '')}*` },
        context: { 'aws:SourceArn': arnOf(id), 'aws:SourceAccount': account },
        bound: { 'aws:SourceAccount': stranger, 'aws:SourceArn': 'arn:aws:s3:::another-bucket' },
      }),
    ),
  ]
}

// VPC's guide, «IAM role for publishing flow logs to CloudWatch Logs».
function flowLogCalls({ ofType, text, arnOf }: Template): Edge[] {
  return ofType('AWS::EC2::FlowLog').flatMap(([id, { Properties }]) => {
    const role = text(Properties.DeliverLogsPermissionArn)
    const why = `The network's flow log ${id} is written.`
    const log = arnOf(Properties.LogGroupName.Ref)
    return [
      { why, by: { service: 'vpc-flow-logs.amazonaws.com' }, action: 'sts:AssumeRole', on: role },
      ...['CreateLogStream', 'PutLogEvents', 'DescribeLogStreams'].map((action) => ({
        ...{ why, by: { role }, action: `logs:${action}`, on: log },
      })),
    ]
  })
}
