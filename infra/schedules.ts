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
  readonly night: StateMachine
  readonly sweep: StateMachine
}

/** Starts every night, and the sweeper at noon. What could not be delivered ends in a queue with an alarm of its own. */
export class Schedules extends Construct {
  readonly undelivered: Queue

  constructor(scope: Construct, id: string, { at, timeZone, night, sweep }: SchedulesProps) {
    super(scope, id)
    const [hour, minute] = at.split(':')
    this.undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const every = (name: string, cron: { hour: string; minute: string }, machine: StateMachine, input: object) =>
      new Schedule(this, name, {
        schedule: ScheduleExpression.cron({ ...cron, timeZone: TimeZone.of(timeZone) }),
        target: new StepFunctionsStartExecution(machine, {
          input: ScheduleTargetInput.fromObject(input),
          deadLetterQueue: this.undelivered,
          maxEventAge: Duration.hours(2),
        }),
      })
    // The same night delivered twice has the same time, and so the same run id.
    every('Nightly', { hour: String(Number(hour)), minute: String(Number(minute)) }, night, {
      scheduled: ContextAttribute.scheduledTime,
    })
    every('Sweeper', { hour: '12', minute: '0' }, sweep, {})
  }
}
