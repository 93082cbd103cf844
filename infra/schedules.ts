import { Duration, TimeZone } from 'aws-cdk-lib'
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'

export interface SchedulesProps {
  /** HH:MM in the time zone, also when clocks change. */
  readonly at: string
  readonly timeZone: string
  /** Whether nights begin by themselves. */
  readonly enabled?: boolean
  readonly night: StateMachine
  readonly sweep: StateMachine
}

/** Starts every night, and the sweeper at noon. What could not be delivered ends in a queue with an alarm of its own. */
export class Schedules extends Construct {
  readonly undelivered: Queue

  constructor(scope: Construct, id: string, { at, timeZone, enabled = true, night, sweep }: SchedulesProps) {
    super(scope, id)
    const [hour, minute] = at.split(':')
    this.undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const every = (
      name: string,
      cron: { hour: string; minute: string },
      machine: StateMachine,
      input: object,
      on: boolean,
    ) =>
      new Schedule(this, name, {
        enabled: on,
        schedule: ScheduleExpression.cron({ ...cron, timeZone: TimeZone.of(timeZone) }),
        target: new StepFunctionsStartExecution(machine, {
          input: ScheduleTargetInput.fromObject(input),
          deadLetterQueue: this.undelivered,
          maxEventAge: Duration.hours(2),
        }),
      })
    // The same night delivered twice has the same time, and so the same run id.
    const nightly = { hour: String(Number(hour)), minute: String(Number(minute)) }
    every('Nightly', nightly, night, { scheduled: ContextAttribute.scheduledTime }, enabled)
    every('Sweeper', { hour: '12', minute: '0' }, sweep, {}, true)
  }
}
