import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { RunFailedError } from '../../errors.ts'

/** An execution of the Night workflow. Output and cause are JSON of its own making. */
export interface NightStatus {
  readonly status: 'running' | 'succeeded' | 'failed'
  readonly error: string | null
  readonly text: string | null
}

export interface NightWorkflow {
  /** Starts a night with this input; returns the execution's ARN. */
  start(input: object): Promise<string>
  status(execution: string): Promise<NightStatus>
}

export function createNightWorkflow(
  stateMachineArn: string,
  client = new SFNClient({ maxAttempts: 6 }),
): NightWorkflow {
  const explain = (error: unknown): never => {
    const { name = 'no answer' } = error as { name?: string }
    throw new RunFailedError(`Step Functions does not start or show the Night workflow (${name}).`)
  }
  return {
    async start(input) {
      const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) })
      return (await client.send(command).catch(explain)).executionArn!
    },
    async status(executionArn) {
      const answer = await client.send(new DescribeExecutionCommand({ executionArn })).catch(explain)
      const ended = answer.status === 'SUCCEEDED' ? 'succeeded' : 'failed'
      return {
        status: answer.status === 'RUNNING' || answer.status === 'PENDING_REDRIVE' ? 'running' : ended,
        error: answer.error ?? null,
        text: answer.output ?? answer.cause ?? null,
      }
    },
  }
}
