import type { Project } from '../../../../infra/read-project.ts'
import type { Connection, Edge } from '../edge.ts'
import { endpointsOf } from '../network.ts'
import type { Template } from '../template.ts'
import { cloneOf, readsProduction } from './clones.ts'
import type { Deployed } from './functions.ts'

/** From a function to the endpoints of the services that its code calls. */
export function serviceConnections(
  { name, properties }: Deployed,
  calls: readonly Edge[],
  template: Template,
  project: Project,
): Connection[] {
  if (!properties.VpcConfig) return []
  const from = template.texts(properties.VpcConfig.SecurityGroupIds)
  const services = new Set(calls.filter((edge) => edge.from).map(({ action }) => action.split(':')[0]!))
  return [...services].flatMap((service) =>
    doorsOf(service, template, project).map((to) => ({ why: `${name} calls ${service}.`, from, to, port: 443 })),
  )
}

function doorsOf(service: string, template: Template, { deploy }: Project): readonly string[] {
  // The sandbox's network has no other way out than S3's gateway.
  if (service === 's3')
    return template.ofType('AWS::EC2::VPC').length > 0 ? ['0.0.0.0/0'] : [deploy.network!.s3_prefix_list]
  const made = endpointsOf(service, template).flatMap((id) =>
    template.texts(template.resources[id].Properties.SecurityGroupIds),
  )
  if (made.length > 0) return made
  const existing = deploy.network!.endpoints[service as 'secretsmanager' | 'kms' | 'logs']
  if (typeof existing === 'object') return [existing.security_group]
  throw new Error(`there is no endpoint for ${service}`)
}

/** From a function to the databases that its ports name. */
export function databaseConnections(
  { name, words, properties, alone }: Deployed,
  template: Template,
  project: Project,
): Connection[] {
  const from = template.texts(properties.VpcConfig?.SecurityGroupIds)
  const to = (database: string, group: string, port: number): Connection => ({
    ...{ why: `${name} reaches ${database}.`, from, to: group, port },
  })
  const { source, staging } = project.deploy
  const made = (pattern: RegExp) => groupLike(pattern, template)
  const clone = cloneOf(template)
  const production = made(/SandboxSourceGroup/) ?? source!.security_group
  return [
    ...(words.includes('staging')
      ? [to('staging', made(/SandboxStagingGroup/) ?? staging!.security_group ?? staging!.cidr!, staging?.port ?? 3306)]
      : []),
    ...(words.includes('source') && clone ? [to('the clone', made(/SidesClone/)!, source!.port)] : []),
    ...(words.includes('source') && readsProduction(project, template, alone)
      ? [to('production', production, source?.port ?? 3306)]
      : []),
  ]
}

function groupLike(pattern: RegExp, { ofType, text }: Template): string | null {
  const [id] = ofType('AWS::EC2::SecurityGroup').find(([each]) => pattern.test(each)) ?? []
  return id ? text({ 'Fn::GetAtt': [id, 'GroupId'] }) : null
}
