import type { Project } from '../../../../infra/read-project.ts'
import type { Json } from '../../synthesise.ts'
import { type Edge, type Edges, joined } from '../edge.ts'
import type { Template } from '../template.ts'
import { apiCalls } from './apis.ts'
import { mapCalls } from './maps.ts'

/** A state machine of the template. */
export interface Machine {
  readonly name: string
  readonly arn: string
  readonly role: string
  readonly states: readonly (readonly [string, Json])[]
}

/** What Step Functions does in the name of each workflow: logs, traces, and the call of every state. */
export function workflowEdges(template: Template, project: Project): Edges {
  return joined(
    ...template.ofType('AWS::StepFunctions::StateMachine').map(([id, { Properties }]) => {
      const machine = machineOf(id, Properties, template)
      return { calls: [...ownCalls(machine, Properties, template), ...stateCalls(machine, template, project)] }
    }),
  )
}

export function machineOf(id: string, properties: Json, { text, arnOf }: Template): Machine {
  const definition = JSON.parse(text(properties.DefinitionString))
  const name = text(properties.StateMachineName ?? { Ref: id })
  return { name, arn: arnOf(id), role: text(properties.RoleArn), states: statesIn(definition) }
}

export function statesIn(definition: Json): [string, Json][] {
  return Object.entries<Json>(definition.States).flatMap(([name, state]) => [
    [name, state] as [string, Json],
    ...[state.ItemProcessor, ...(state.Branches ?? [])].filter(Boolean).flatMap(statesIn),
  ])
}

// The actions and their `*` are those of Step Functions' guide, «Using CloudWatch Logs to log execution history» and «Trace with X-Ray».
const logging = [
  ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
  ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
].map((action) => `logs:${action}`)
const tracing = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map(
  (action) => `xray:${action}`,
)

function ownCalls({ name, arn, role }: Machine, properties: Json, { account }: Template): Edge[] {
  const all = (why: string, actions: readonly string[]) =>
    actions.map((action) => ({ why, by: { role }, action, on: '*' }))
  return [
    {
      why: `Step Functions takes the role of ${name}.`,
      ...{ by: { service: 'states.amazonaws.com' }, action: 'sts:AssumeRole', on: role },
      ...{
        context: { 'aws:SourceArn': arn, 'aws:SourceAccount': account },
        bound: { 'aws:SourceAccount': '999999999999' },
      },
    },
    ...(properties.LoggingConfiguration ? all(`Step Functions delivers the log of ${name}.`, logging) : []),
    ...(properties.TracingConfiguration?.Enabled ? all(`Step Functions traces ${name}.`, tracing) : []),
  ]
}

function stateCalls(machine: Machine, template: Template, project: Project): Edge[] {
  const { role, states } = machine
  return states.flatMap(([name, state]): Edge[] => {
    const why = `${machine.name}, state ${name}.`
    const resource: string = state.Resource ?? ''
    if (state.Type === 'Map' && state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED')
      return mapCalls(machine, why, state, template)
    if (state.Type !== 'Task') return []
    if (resource.endsWith(':lambda:invoke'))
      return [{ why, by: { role }, action: 'lambda:InvokeFunction', on: state.Arguments.FunctionName }]
    if (resource.includes(':states:startExecution')) return nested(role, why, resource, state, template)
    if (resource.endsWith(':events:putEvents')) {
      const { region, account } = template
      const on = `arn:aws:events:${region}:${account}:event-bus/default`
      return [{ why, by: { role }, action: 'events:PutEvents', on }]
    }
    if (resource.endsWith(':codebuild:startBuild.sync')) return build(role, why, state, template)
    if (resource.endsWith(':events:putEvents'))
      return [
        {
          why,
          by: { role },
          action: 'events:PutEvents',
          on: `arn:aws:events:${template.region}:${template.account}:event-bus/default`,
        },
      ]
    if (resource.includes(':aws-sdk:')) return apiCalls({ machine, why, state, template, project })
    throw new Error(`the walker does not know what ${machine.name} does in ${name}: ${resource}`)
  })
}

// Waiting for its end takes a rule of Step Functions' own (its guide, «IAM policies for calling Step Functions workflows»).
function nested(
  role: string,
  why: string,
  resource: string,
  { Arguments }: Json,
  { account, region }: Template,
): Edge[] {
  const machine: string = Arguments.StateMachineArn
  const by = { role }
  const start: Edge = { why, by, action: 'states:StartExecution', on: machine }
  if (!resource.includes('.sync')) return [start]
  // CDK leaves out the colon of `name:*`.
  const executions = `${machine.replace(':stateMachine:', ':execution:')}*`
  const rule = `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`
  return [
    start,
    ...['DescribeExecution', 'StopExecution'].map((each) => ({ why, by, action: `states:${each}`, on: executions })),
    ...['PutTargets', 'PutRule', 'DescribeRule'].map((each) => ({ why, by, action: `events:${each}`, on: rule })),
  ]
}

// Step Functions' guide, «Call AWS CodeBuild with Step Functions».
function build(
  role: string,
  why: string,
  { Arguments }: Json,
  { ofType, text, arnOf, account, region }: Template,
): Edge[] {
  const [id] = ofType('AWS::CodeBuild::Project').find(([each]) => text({ Ref: each }) === Arguments.ProjectName)!
  const rule = `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventForCodeBuildStartBuildRule`
  const on = (place: string, ...actions: string[]) =>
    actions.map((action) => ({ why, by: { role }, action, on: place }))
  return [
    ...on(
      arnOf(id),
      ...['StartBuild', 'StopBuild', 'BatchGetBuilds', 'BatchGetReports'].map((each) => `codebuild:${each}`),
    ),
    ...on(rule, 'events:PutTargets', 'events:PutRule', 'events:DescribeRule'),
  ]
}
