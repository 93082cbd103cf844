import { Duration } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import {
  Choice,
  Condition,
  type IChainable,
  JitterType,
  type RetryProps,
  TaskInput,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions'
import { CallAwsService, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { MaskingFunction } from '../masking-function.ts'

/** A JSONata expression as the states language marks it. */
export function expression(jsonata: string): string {
  return `{% ${jsonata} %}`
}

/** What Lambda and the SDK integrations say when they are busy or ill for a moment. */
export const passing: RetryProps = {
  errors: [
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
  ],
  interval: Duration.seconds(2),
  maxAttempts: 6,
  backoffRate: 2,
  maxDelay: Duration.minutes(1),
  jitterStrategy: JitterType.FULL,
}

/** For states that may be repeated: lost connections, a function that ran out of time or memory. */
export const repeatable: RetryProps = {
  errors: ['Failed', 'States.Timeout', 'Sandbox.Timedout', 'Runtime.ExitError', 'Lambda.Unknown'],
  interval: Duration.seconds(15),
  maxAttempts: 2,
  backoffRate: 2,
  jitterStrategy: JitterType.FULL,
}

/** For work that the server goes on with by itself: as many quarters of an hour as a night has. */
export function unfinishedFor(hours: number): RetryProps {
  return {
    errors: ['Unfinished'],
    interval: Duration.seconds(1),
    maxAttempts: hours * 4,
    backoffRate: 1,
    jitterStrategy: JitterType.FULL,
  }
}

/** For what another map has not made yet: asked for each minute at the longest. */
export function notYetFor(hours: number): RetryProps {
  return {
    errors: ['NotYet'],
    interval: Duration.seconds(2),
    maxAttempts: hours * 60,
    backoffRate: 1.5,
    maxDelay: Duration.minutes(1),
    jitterStrategy: JitterType.FULL,
  }
}

export interface CallOptions {
  readonly assign?: Record<string, unknown>
  readonly retries?: readonly RetryProps[]
}

/** A state that calls a function with a payload of JSON and expressions; its output is the function's result. */
export function call(
  scope: Construct,
  name: string,
  lambdaFunction: MaskingFunction,
  payload: Record<string, unknown>,
  options: CallOptions = {},
): LambdaInvoke {
  const state = LambdaInvoke.jsonata(scope, name, {
    lambdaFunction,
    payload: TaskInput.fromObject(payload),
    outputs: expression('$states.result.Payload'),
    retryOnServiceExceptions: false,
    ...(options.assign ? { assign: options.assign } : {}),
  })
  for (const retry of options.retries ?? [passing]) state.addRetry(retry)
  return state
}

export interface ApiCall {
  readonly service: string
  readonly action: string
  /** PascalCase as the SDK integrations spell them: DbClusterIdentifier, SourceDBClusterIdentifier. */
  readonly parameters: Record<string, unknown>
  readonly iamResources: string[]
  readonly additionalIamStatements?: PolicyStatement[]
  readonly assign?: Record<string, unknown>
  readonly retry?: readonly RetryProps[]
}

/** A state that calls an AWS API by itself and tries again when that fails; it assigns and has no output. */
export function callApi(scope: Construct, name: string, { assign, retry, ...request }: ApiCall): CallAwsService {
  const state = CallAwsService.jsonata(scope, name, { ...request, outputs: {}, ...(assign ? { assign } : {}) })
  for (const policy of retry ?? [passingApi]) state.addRetry(policy)
  return state
}

/** What an API says when it is busy or ill for a moment: any of its errors, since each service has names of its own. */
export const passingApi: RetryProps = { ...passing, errors: ['States.TaskFailed'], maxAttempts: 4 }

/** Every failure of the state goes on at `handler`, with `$failure` = { error, cause }. */
export function catchInto<Caught extends TaskStateBase>(state: Caught, handler: IChainable): Caught {
  state.addCatch(handler, { assign: { failure }, outputs: {} })
  return state
}

/** What the function `serving` has read, for a record. */
export const seenNow = expression('$states.result.Payload.serves')

/** What a Catch assigns. */
export const failure = {
  error: expression('$states.errorOutput.Error'),
  cause: expression("$exists($states.errorOutput.Cause) ? $states.errorOutput.Cause : ''"),
}

export interface Polling {
  /** Asks, and assigns what the conditions are about. */
  readonly ask: CallAwsService
  readonly seconds: number
  readonly done: string
  readonly next: IChainable
  /** What else ends the waiting. */
  readonly ends: readonly { readonly when: Condition; readonly next: IChainable }[]
}

/** Wait, ask, and again until it is done or over. Returns the first state. */
export function poll(scope: Construct, name: string, { ask, seconds, done, next, ends }: Polling): Wait {
  const wait = Wait.jsonata(scope, `Wait for ${name}`, { time: WaitTime.duration(Duration.seconds(seconds)) })
  const decide = Choice.jsonata(scope, `${name}?`).when(Condition.jsonata(expression(done)), next)
  for (const end of ends) decide.when(end.when, end.next)
  decide.otherwise(wait)
  wait.next(ask).next(decide)
  return wait
}
