import { anywhere, removed, statementIn } from '../change.ts'
import type { Mutation } from '../mutations.ts'

/** What is delivered by services of AWS. */
export const delivery: readonly Mutation[] = [
  {
    name: 'the topic lets no alarm publish',
    change: (all) => removed(all, /AlarmsTopicPolicy/, 'cloudwatch.amazonaws.com'),
    told: /The alarm \w+ tells its topic\..*fails/,
  },
  {
    name: 'the topic lets anybody’s alarm publish',
    change: (all) => anywhere(all, /AlarmsTopicPolicy/, 'cloudwatch.amazonaws.com'),
    told: /tells its topic\..*sns:Publish.*is allowed with aws:SourceAccount/,
  },
  {
    name: 'the topic lets everybody publish',
    change: (all) => (statementIn(all, /AlarmsTopicPolicy/, 'cloudwatch.amazonaws.com').Principal = '*'),
    told: /AlarmsTopicPolicy.*allows \* sns:Publish/,
  },
  {
    name: 'the topic is spoken to without TLS',
    change: (all) => removed(all, /AlarmsTopicPolicy/, 'aws:SecureTransport'),
    told: /sns:Publish.*is allowed with aws:SecureTransport false/,
  },
  {
    name: 'the topic’s key is closed to alarms',
    change: (all) => removed(all, /AlarmsKey/, 'cloudwatch.amazonaws.com'),
    told: /tells its topic\. \(kms:Decrypt.*fails/,
  },
  {
    name: 'logs of other accounts may use the key',
    change: (all) => anywhere(all, /StoresArtifactsKey/, 'logs.'),
    told: /CloudWatch Logs encrypts.*is allowed with kms:EncryptionContext/,
  },
  {
    name: 'a schedule cannot keep what it did not deliver',
    change: (all) => removed(all, /^SchedulerRole.*Policy/, 'sqs:SendMessage'),
    told: /keeps what it could not deliver.*fails/,
  },
  {
    name: 'another service takes the role of a schedule',
    change: (all) =>
      (statementIn(all, /^SchedulerRole/, 'sts:AssumeRole').Principal = { Service: 'events.amazonaws.com' }),
    told: /starts its workflow.*sts:AssumeRole.*fails/,
  },
  {
    name: 'schedules of other accounts take the role of a schedule',
    change: (all) => anywhere(all, /^SchedulerRole/, 'sts:AssumeRole'),
    told: /sts:AssumeRole.*is allowed with aws:SourceAccount/,
  },
  {
    name: 'another bucket may write access logs',
    change: (all) => delete statementIn(all, /AccessLogsPolicy/, 'artifacts/').Condition.ArnLike,
    told: /S3 keeps the access log.*is allowed with aws:SourceArn/,
  },
]
