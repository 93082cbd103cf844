import { Choice, Condition, Pass, type State, Succeed, TaskInput } from 'aws-cdk-lib/aws-stepfunctions'
import { EventBridgePutEvents } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { eventSource } from '../announcements.ts'
import type { FunctionName } from '../function-table.ts'
import type { MaskingFunction } from '../masking-function.ts'
import { call, callApi, expression, passingApi } from './states.ts'
import { checkOf, inTurn, metCause, type Tried, unexpected } from './tried.ts'

/** Asked { preflight: { id, source } }, a workflow tries its own calls in turn, under its own role; its output is { checks }. Else it begins at `start`. Returns the first state. */
export function unlessPreflight(scope: Construct, trials: readonly Tried[], start: State): State {
  const checked = Succeed.jsonata(scope, 'Checked', { outputs: { checks: expression('$checks') } })
  const begin = Pass.jsonata(scope, 'Preflight', {
    assign: {
      checks: [],
      id: expression('$states.input.preflight.id'),
      source: expression('$exists($states.input.preflight.source) ? $states.input.preflight.source : null'),
    },
    outputs: {},
  })
  begin.next(inTurn(trials, checked))
  return Choice.jsonata(scope, 'Preflight only?')
    .when(Condition.jsonata(expression('$exists($states.input.preflight.id)')), begin)
    .otherwise(start)
}

/** Calls functions of these names for nothing but an answer: each was asked by the workflow Preflight what it can do itself. */
export function askedBy(
  scope: Construct,
  workflow: string,
  functions: Readonly<Partial<Record<FunctionName, MaskingFunction>>>,
  names: readonly FunctionName[],
): Tried[] {
  return names.map((name) => {
    const check = `${workflow} calls ${name}`
    const asked = { preflight: askedForAnswer('$id') }
    const state = call(scope, `Try ${name}`, functions[name]!, asked, { assign: passed(check, 'It answers.') })
    return { state, failed: unexpected(check) }
  })
}

/** What a function is asked that is to answer and to try nothing; `id` is JSONata. */
export function askedForAnswer(id: string): Record<string, unknown> {
  return { id: expression(id), source: null, answerOnly: true }
}

/** Looks for an execution that nobody has: who may look is told so. */
export function looksAtExecutions(
  scope: Construct,
  workflow: string,
  action: 'describeExecution' | 'getExecutionHistory',
  arns: readonly string[],
): Tried[] {
  return arns.map((arn, n) =>
    refused(scope, `${workflow}: sfn:${action}`, {
      ...{ title: `Try ${action} ${n + 1}`, service: 'sfn', action, iamResources: [arn] },
      parameters: { ExecutionArn: arn.replace(/\*$/, 'preflight') },
      refusal: /DoesNotExist/,
    }),
  )
}

/** An event that no rule of the stack takes. */
export function putsEvents(scope: Construct, workflow: string): Tried {
  const check = `${workflow} puts events`
  const state = EventBridgePutEvents.jsonata(scope, 'Try putEvents', {
    entries: [
      {
        ...{ source: eventSource, detailType: 'nightmask preflight asks' },
        detail: TaskInput.fromObject({ id: expression('$id'), workflow }),
      },
    ],
    assign: passed(check, 'The bus took one.'),
    outputs: {},
  })
  return { state, failed: unexpected(check) }
}

export interface DryCall {
  readonly title: string
  readonly service: string
  readonly action: string
  readonly parameters: Record<string, unknown>
  readonly iamResources: string[]
  readonly additionalIamStatements?: Parameters<typeof callApi>[2]['additionalIamStatements']
  /** What the service answers who may do it. */
  readonly refusal: RegExp
}

/** A call that the service has to refuse, after it has looked at rights. */
export function refused(scope: Construct, check: string, { title, refusal, ...request }: DryCall): Tried {
  const error = '$states.errorOutput.Error'
  const allowed = `$contains(${error}, ${refusal}) and $not($contains(${metCause}, 'not authorized'))`
  const state = callApi(scope, title, {
    ...request,
    retry: [{ ...passingApi, maxAttempts: 1 }],
    assign: passed(check, 'What was only tried was done: look for something named preflight.', false),
  })
  return { state, failed: checkOf(check, allowed, `'It was answered with ' & ${error} & ': ' & ${metCause}`) }
}

/** A call that changes nothing. */
export function done(scope: Construct, check: string, { title, ...request }: Omit<DryCall, 'refusal'>): Tried {
  const state = callApi(scope, title, {
    ...request,
    retry: [{ ...passingApi, maxAttempts: 1 }],
    assign: passed(check, 'It was done.'),
  })
  return { state, failed: unexpected(check) }
}

/** What is assigned when a trial went well. */
export function passed(check: string, sentence: string, ok = true): Record<string, string> {
  return { checks: expression(`$append($checks, [${checkOf(check, String(ok), `'${sentence}'`)}])`) }
}
