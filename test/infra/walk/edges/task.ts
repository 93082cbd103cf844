import type { Project } from '../../../../infra/read-project.ts'
import { readFunction } from '../../expected-grants.ts'
import type { Json } from '../../synthesise.ts'
import { type Edge, type Edges, joined } from '../edge.ts'
import type { Template } from '../template.ts'
import { databaseConnections, serviceConnections } from './connections.ts'
import type { Deployed } from './functions.ts'
import { secretCalls } from './secrets.ts'
import { storeCalls } from './stores.ts'

/** The task that does a night in one process: what CodeBuild does for it, and what the steps that it takes ask for. */
export function taskEdges(template: Template, project: Project): Edges {
  return joined(
    ...template.ofType('AWS::CodeBuild::Project').map(([id, { Properties }]) => {
      const task = taskOf(id, Properties, template)
      const calls = [...secretCalls(task, template, project), ...storeCalls(task, template)]
      const log = logCalls(task, Properties, template)
      const source = sourceCalls(task, Properties, template)
      return {
        calls: [...buildCalls(task, Properties, template), ...log, ...source, ...calls],
        connections: [
          ...serviceConnections(task, [...calls, ...log, ...source], template, project),
          ...databaseConnections(task, template, project),
        ],
      }
    }),
  )
}

/** Functions whose steps the task takes; the lists and reports that only maps read are none of its business. */
const steps = ['plan', 'survey', 'snapshot', 'restore', 'seed', 'verify', 'publish', 'confirm', 'identify', 'prove']

function taskOf(id: string, properties: Json, { text }: Template): Deployed {
  const variables = properties.Environment.EnvironmentVariables.map(({ Name, Value }: Json) => [Name, Value])
  const words = new Set(steps.flatMap((name) => readFunction(name).grants))
  return {
    ...{ id, name: 'task', role: text(properties.ServiceRole), alone: true },
    properties: { VpcConfig: properties.VpcConfig, Environment: { Variables: Object.fromEntries(variables) } },
    words: [...words].filter((word) => !word.startsWith('scans:')),
  }
}

const interfaces = [
  ...['CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeDhcpOptions'],
  ...['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'],
].map((action) => `ec2:${action}`)

// CodeBuild's guide, «Allow CodeBuild to interact with other AWS services» and «Use CodeBuild with a VPC».
function buildCalls({ role }: Deployed, properties: Json, { account, region, text, texts }: Template): Edge[] {
  const why = 'CodeBuild makes the network interface of the task.'
  const subnet = (id: string) => `arn:aws:ec2:${region}:${account}:subnet/${id}`
  return [
    {
      ...{ why: 'CodeBuild takes the role of the task.', by: { service: 'codebuild.amazonaws.com' } },
      ...{ action: 'sts:AssumeRole', on: text(properties.ServiceRole) },
    },
    ...interfaces.map((action) => ({ why, by: { role }, action, on: '*' })),
    ...texts(properties.VpcConfig.Subnets).map((id) => ({
      ...{ why, by: { role }, action: 'ec2:CreateNetworkInterfacePermission' },
      on: `arn:aws:ec2:${region}:${account}:network-interface/*`,
      context: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com', 'ec2:Subnet': subnet(id) },
      bound: { 'ec2:AuthorizedService': 'ec2.amazonaws.com', 'ec2:Subnet': subnet('subnet-another') },
    })),
  ]
}

function logCalls({ id, role }: Deployed, { LogsConfig }: Json, { ofType, text, arnOf }: Template): Edge[] {
  const name = text(LogsConfig.CloudWatchLogs.GroupName)
  const [group] = ofType('AWS::Logs::LogGroup').find(([each]) => text({ Ref: each }) === name)!
  const why = 'CodeBuild writes the log of the task.'
  const on = arnOf(group)
  return ['CreateLogStream', 'PutLogEvents'].map((each) => ({
    why,
    by: { role },
    action: `logs:${each}`,
    on,
    from: id,
  }))
}

function sourceCalls({ id, role }: Deployed, { Source }: Json, { text }: Template): Edge[] {
  const place = text(Source.Location)
  const call = (action: string, on: string) => ({
    ...{ why: 'CodeBuild fetches the code of the task.', by: { role }, action, on: `arn:aws:s3:::${on}`, from: id },
  })
  const bucket = place.slice(0, place.indexOf('/'))
  return [
    ...['s3:GetObject', 's3:GetObjectVersion'].map((action) => call(action, place)),
    ...['s3:GetBucketAcl', 's3:GetBucketLocation'].map((action) => call(action, bucket)),
  ]
}
