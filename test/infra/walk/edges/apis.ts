import type { Project } from '../../../../infra/read-project.ts'
import type { Json } from '../../synthesise.ts'
import type { Edge } from '../edge.ts'
import type { Template } from '../template.ts'
import { rdsCalls } from './rds.ts'
import type { Machine } from './workflows.ts'

export interface ApiState {
  readonly machine: Machine
  /** A sentence that names workflow and state. */
  readonly why: string
  readonly state: Json
  readonly template: Template
  readonly project: Project
}

/** What a state that calls an AWS API by itself needs, by service. */
export function apiCalls(api: ApiState): Edge[] {
  const [service = '', action = ''] = api.state.Resource.split(':aws-sdk:')[1].split(':')
  if (service === 'rds') return rdsCalls(api, action)
  const resources = places[service]?.(api.state.Arguments ?? {}, api)
  if (!resources) throw new Error(`the walker knows no resources of ${service} (${api.why})`)
  return resources.map((on) => ({
    why: api.why,
    by: { role: api.machine.role },
    action: `${prefixes[service] ?? service}:${action}`,
    on,
  }))
}

/** Where IAM calls a service otherwise than the SDK integration. */
const prefixes: Readonly<Record<string, string>> = { sfn: 'states', eventbridge: 'events' }

type Place = (parameters: Json, api: ApiState) => readonly string[]

/** On which resources IAM looks at a call, by the service's page of the Service Authorization Reference. */
const places: Readonly<Record<string, Place>> = {
  secretsmanager: ({ SecretId }) => [/-(\w{6}|\?{6})$/.test(SecretId) ? SecretId : `${SecretId}-??????`],
  sfn: ({ StateMachineArn, ExecutionArn }, api) =>
    StateMachineArn ? [StateMachineArn] : executions(ExecutionArn, api),
  cloudwatch: () => ['*'],
  eventbridge: ({ Entries }, { template }) =>
    Entries.map(({ EventBusName = 'default' }: Json) =>
      EventBusName.startsWith('arn:')
        ? EventBusName
        : `arn:aws:events:${template.region}:${template.account}:event-bus/${EventBusName}`,
    ),
  sns: ({ TopicArn }) => [TopicArn],
}

// An execution is named by an expression; whose it is shows in what was assigned to it.
function executions(expression: string, { template }: ApiState): string[] {
  const machines = template.ofType('AWS::StepFunctions::StateMachine')
  const of = (id: string) => `${template.arnOf(id).replace(':stateMachine:', ':execution:')}:*`
  const named = (pattern: RegExp) => machines.filter(([id]) => pattern.test(id)).map(([id]) => of(id))
  const spelled = machines.map(([id]) => of(id)).filter((arn) => expression.includes(arn.slice(0, -1)))
  if (spelled.length > 0) return spelled
  if (expression.includes('$lock.holder')) return named(/Masking(Night|Rollback)/)
  if (expression.includes('$historyOf')) return named(/Masking(Night|Refresh)/)
  throw new Error(`the walker does not know which executions ${expression} names`)
}
