import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, QueryLanguage, type State, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { ownName } from '../unique-tag.ts'

export interface WorkflowProps {
  /** Makes the states within the workflow and returns the first. */
  readonly start: (workflow: Workflow) => State
  readonly timeout?: Duration
  readonly key: IKey
}

/** A state machine in JSONata that logs what happened, never what was handed on. Its name is <stack>-<id>-<unique tag>: its own policies name its executions. */
export class Workflow extends Construct {
  readonly machine: StateMachine
  readonly name: string

  constructor(scope: Construct, id: string, { start, timeout, key }: WorkflowProps) {
    super(scope, id)
    this.name = workflowName(scope, id)
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: this.name,
      definitionBody: DefinitionBody.fromChainable(start(this)),
      queryLanguage: QueryLanguage.JSONATA,
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          // Step Functions wants this prefix: without it policies of log delivery grow beyond their limit.
          logGroupName: `/aws/vendedlogs/states/${this.name}`,
          retention: RetentionDays.THREE_MONTHS,
          encryptionKey: key,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
      ...(timeout ? { timeout } : {}),
    })
  }

  /** ARN of an execution of this workflow; `*` for all. */
  executionArn(name: string): string {
    return executionArn(this, this.name, name)
  }

  /** ARN pattern of the executions of another workflow of the same masking, which may not be made yet. */
  executionsOf(id: string): string {
    return executionArn(this, workflowName(this.node.scope!, id), '*')
  }
}

function workflowName(masking: Construct, id: string): string {
  return ownName(masking, id.toLowerCase())
}

function executionArn(scope: Construct, workflow: string, name: string): string {
  return Stack.of(scope).formatArn({ service: 'states', resource: `execution:${workflow}:${name}` })
}
