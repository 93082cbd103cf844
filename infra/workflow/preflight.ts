import type { IKey } from 'aws-cdk-lib/aws-kms'
import { IntegrationPattern, Pass, type State, Succeed, TaskInput } from 'aws-cdk-lib/aws-stepfunctions'
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import type { MaskingFunction } from '../masking-function.ts'
import { call, expression } from './states.ts'
import { inTurn, unexpected } from './tried.ts'
import { Workflow } from './workflow.ts'

export interface PreflightProps {
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  /** Those that try their own calls when they are asked. */
  readonly workflows: Readonly<Record<string, Workflow>>
  readonly logKey: IKey
}

/**
 * Asks every function but the one that starts Night, which would make a circle of policies, to use once what it was granted, and then every
 * other workflow to try its calls, Refresh its task too; no run begins and no row moves. Night starts it. Input: { id, source }; output: { checks }.
 */
export class Preflight extends Workflow {
  constructor(scope: Construct, id: string, props: PreflightProps) {
    super(scope, id, { start: (within) => states(within, props), key: props.logKey })
  }
}

function states(scope: Construct, { functions, workflows }: PreflightProps): State {
  const asked = { preflight: { id: expression('$id'), source: expression('$source') } }
  const asking = Object.entries(functions).filter(([name]) => name !== 'dataset')
  const tried = asking.map(([name, lambdaFunction]) => ({
    state: call(scope, `Check ${name}`, lambdaFunction, asked, {
      assign: { checks: expression('$append($checks, $states.result.Payload)') },
    }),
    failed: unexpected(name),
  }))
  const others = Object.entries(workflows).map(([name, { machine }]) => ({
    state: StepFunctionsStartExecution.jsonata(scope, `Ask ${name}`, {
      stateMachine: machine,
      integrationPattern: IntegrationPattern.RUN_JOB,
      input: TaskInput.fromObject(asked),
      assign: { checks: expression('$append($checks, $states.result.Output.checks)') },
      outputs: {},
    }),
    failed: unexpected(name),
  }))
  const checked = Succeed.jsonata(scope, 'Checked', { outputs: { checks: expression('$checks') } })
  const settle = Pass.jsonata(scope, 'Settle', {
    assign: { checks: [], id: expression('$states.input.id'), source: expression('$states.input.source') },
    outputs: {},
  })
  settle.next(inTurn([...tried, ...others], checked))
  return settle
}
