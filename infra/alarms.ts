import { Duration, Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { Announcements } from './announcements.ts'
import { allowPublishing, type Publisher } from './publishing.ts'
import { rotatingKey } from './stores.ts'
import { ownName } from './unique-tag.ts'

/** Who is told of alarms and of how runs ended. */
export interface AlarmTargets {
  readonly email?: string | undefined
  /** A topic that is there, or its ARN. One of another stack or account has to let `cloudwatch.amazonaws.com` and `events.amazonaws.com` publish by itself. */
  readonly topic?: ITopic | string | undefined
  /** Whether good ends are told too. */
  readonly success?: boolean
}

export interface AlarmsProps extends AlarmTargets {
  readonly night: StateMachine
  readonly sweep: StateMachine
  /** What shares the masked staging, null when nothing does. */
  readonly share: StateMachine | null
  /** Age at which a clone is no run's any more. */
  readonly cloneHours: number
  /** Starts that could not be delivered. */
  readonly undelivered: IQueue
  /** In place of a key that is made for the topic. */
  readonly encryptionKey?: IKey | undefined
  /** Dimension `service` of nightmask's own metrics, and `stack` of its events. */
  readonly maskingName: string
}

/** Namespace of nightmask's own metrics; functions/metrics.ts writes them. */
export const namespace = 'Nightmask'

/**
 * What wakes somebody. How a run ended is told by its own event; these alarms are for what cannot speak. Each says by its name what
 * happened, and docs/operations.md what to do.
 */
export class Alarms extends Construct {
  readonly all: readonly Alarm[]
  readonly #publishers: readonly Publisher[]

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id)
    const { night, sweep, share, undelivered, cloneHours, email, topic, success = false, maskingName } = props
    // A rule's name may have 64 characters.
    const ruleName = ownName(scope, 'ended', 40)
    this.#publishers = [
      { kind: 'alarms', named: ownName(scope, '*') },
      { kind: 'rules', named: ruleName },
    ]
    const topics = [
      ...(email ? [this.#mail(email, props.encryptionKey)] : []),
      ...(topic === undefined ? [] : [typeof topic === 'string' ? this.#known(topic) : this.#given(topic)]),
    ]
    new Announcements(this, 'Announcements', { ruleName, topics, success, maskingName })
    this.all = [
      this.#any('Failed', 'A run is over and has not published; no redrive is waited for.', night.metricFailed()),
      this.#any('Aborted', 'Somebody stopped a run; the sweeper cleans up after it.', night.metricAborted()),
      this.#any(
        'CloneLeft',
        `A clone of production is older than ${cloneHours} hours, and no run's any more.`,
        own('ClonesLeft', maskingName),
      ),
      this.#any('Preflight', 'A preflight rings it: it shows that alarms are heard.', own('Preflights', maskingName)),
      this.#any('SweepFailed', 'The sweeper failed.', sweep.metricFailed()),
      ...(share ? [this.#any('NotShared', 'Staging is published, and not shared.', share.metricFailed())] : []),
      this.#any('NotStarted', 'A night could not be started.', undelivered.metricApproximateNumberOfMessagesVisible()),
      this.#stale(maskingName),
    ]
    for (const alarm of this.all) alarm.addAlarmAction(...topics.map((topic) => new SnsAction(topic)))
  }

  #mail(address: string, encryptionKey: IKey | undefined): ITopic {
    const key = encryptionKey ?? rotatingKey(this, 'Key', 'nightmask: alarms')
    const topicName = ownName(this.node.scope!, 'alarms')
    const topic = new Topic(this, 'Topic', { topicName, masterKey: key, enforceSSL: true, displayName: 'nightmask' })
    const topicArn = Stack.of(this).formatArn({ service: 'sns', resource: topicName })
    for (const publisher of this.#publishers) allowPublishing({ topic, key, topicArn }, publisher)
    topic.addSubscription(new EmailSubscription(address))
    return topic
  }

  #known(topicArn: string): ITopic {
    return Topic.fromTopicArn(this, 'Given', topicArn)
  }

  /** What is made in the same stack is told to let us publish; elsewhere that would be a circle of stacks. */
  #given(topic: ITopic): ITopic {
    if (Stack.of(topic) !== Stack.of(this)) return topic
    // Its key cannot name it: it names the key.
    const topicArn = Stack.of(this).formatArn({ service: 'sns', resource: '*' })
    for (const publisher of this.#publishers)
      allowPublishing({ topic, key: topic.masterKey ?? null, topicArn }, publisher)
    return topic
  }

  #any(id: string, description: string, metric: Metric): Alarm {
    return new Alarm(this, id, {
      alarmName: ownName(this.node.scope!, id),
      alarmDescription: description,
      metric: metric.with({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
  }

  #stale(maskingName: string): Alarm {
    return new Alarm(this, 'Stale', {
      alarmName: ownName(this.node.scope!, 'Stale'),
      alarmDescription: 'No night has published for 26 hours.',
      metric: own('RunsPublished', maskingName).with({ period: Duration.hours(1) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 26,
      treatMissingData: TreatMissingData.BREACHING,
    })
  }
}

/** A metric that nightmask writes itself, of this nightly masking. */
export function own(metricName: string, maskingName: string): Metric {
  const dimensionsMap = { service: maskingName }
  return new Metric({ namespace, metricName, statistic: 'Sum', dimensionsMap })
}
