import { existsSync } from 'node:fs'
import type { Project } from '../../../../infra/read-project.ts'
import { readFunction } from '../../expected-grants.ts'
import type { Json } from '../../synthesise.ts'
import { type Edge, type Edges, joined } from '../edge.ts'
import type { Template } from '../template.ts'
import { databaseConnections, serviceConnections } from './connections.ts'
import { secretCalls } from './secrets.ts'
import { signatureCalls } from './signature.ts'
import { storeCalls } from './stores.ts'

/** A function of the template, and what its text in functions/ asks for. */
export interface Deployed {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly properties: Json
  /** In the words of infra/grants.ts, read from the code. */
  readonly words: readonly string[]
  /** Whether it is no function that datasets need too: production is read by it only where there is no clone. */
  readonly alone?: boolean
}

/** What every function needs: its role, its log, its network, and what its code asks for. */
export function functionEdges(template: Template, project: Project): Edges {
  return joined(
    ...deployedFunctions(template).map((each) => {
      const calls = [
        ...secretCalls(each, template, project),
        ...storeCalls(each, template),
        ...signatureCalls(each, template),
        ...datasetCalls(each, template),
      ]
      return joined({
        calls: [...serviceCalls(each, template), ...calls],
        connections: [
          ...serviceConnections(each, calls, template, project),
          ...databaseConnections(each, template, project),
        ],
        forbidden: ownCode(each),
      })
    }),
  )
}

export function deployedFunctions(template: Template): Deployed[] {
  return template.ofType('AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const name = /Functions([a-z][A-Za-z]*)[0-9A-F]{8}$/.exec(id)?.[1] ?? ''
    if (!existsSync(`functions/${name}.ts`)) return []
    const words = [...readFunction(name).grants, ...(unread[name] ?? [])]
    return [{ id, name, role: template.text(Properties.Role), properties: Properties, words }]
  })
}

/** What the code's calls do not show: why a chunk failed, leftovers on staging. */
const unread: Readonly<Record<string, readonly string[]>> = { audit: ['maps:read'], sweep: ['staging'] }

const interfaces = [
  ...['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface'],
  ...['AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'],
].map((action) => `ec2:${action}`)

// Lambda does this in the function's role and not from its code (Lambda's guide, «Giving Lambda functions access to resources in a VPC»).
function serviceCalls({ name, role, properties }: Deployed, { text, arnOf }: Template): Edge[] {
  const log = arnOf(properties.LoggingConfig.LogGroup.Ref)
  const lambda = { service: 'lambda.amazonaws.com' }
  const inRole = (why: string, actions: readonly string[], on: string): Edge[] =>
    actions.map((action) => ({ why, by: { role }, action, on }))
  return [
    { why: `Lambda takes the role of ${name}.`, by: lambda, action: 'sts:AssumeRole', on: text(properties.Role) },
    ...inRole(`Lambda writes the log of ${name}.`, ['logs:CreateLogStream', 'logs:PutLogEvents'], log),
    ...(properties.VpcConfig ? inRole(`Lambda makes the network interfaces of ${name}.`, interfaces, '*') : []),
  ]
}

function ownCode({ id, name, role, properties }: Deployed): Edge[] {
  if (!properties.VpcConfig) return []
  const why = `The code of ${name} touches network interfaces.`
  return interfaces.map((action) => ({ why, by: { role }, action, on: '*', from: id }))
}

// It starts nights and looks how they end.
function datasetCalls({ id, name, role, properties }: Deployed, { text }: Template): Edge[] {
  const night = properties.Environment?.Variables.NIGHT_WORKFLOW
  if (name !== 'dataset' || !night) return []
  const machine = text(night)
  const call = { by: { role }, ...(properties.VpcConfig ? { from: id } : {}) }
  return [
    { ...call, why: 'The dataset function starts Night.', action: 'states:StartExecution', on: machine },
    {
      ...{ ...call, why: 'The dataset function looks how Night ends.', action: 'states:DescribeExecution' },
      on: `${machine.replace(':stateMachine:', ':execution:')}:*`,
    },
  ]
}
