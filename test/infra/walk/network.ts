import type { Json } from '../synthesise.ts'
import { refusal } from './access.ts'
import type { Connection, Edge } from './edge.ts'
import { covers } from './globs.ts'
import type { Policies } from './policies.ts'
import { requestOf } from './requests.ts'
import { deniedBy, grants } from './statement.ts'
import type { Template } from './template.ts'

/** One rule of a security group. */
export interface Rule {
  readonly where: string
  readonly way: 'out' | 'in'
  readonly group: string
  readonly peer: string
  readonly fromPort: number
  readonly toPort: number
}

export function rulesOf(template: Template): Rule[] {
  const { ofType, text } = template
  const rule = (where: string, way: 'out' | 'in', group: string, each: Json): Rule => ({
    ...{ where, way, group },
    peer: text(
      each.DestinationSecurityGroupId ??
        each.SourceSecurityGroupId ??
        each.DestinationPrefixListId ??
        each.CidrIp ??
        each.CidrIpv6 ??
        '',
    ),
    fromPort: Number(text(each.FromPort ?? 0)),
    toPort: Number(text(each.ToPort ?? 65_535)),
  })
  return [
    ...ofType('AWS::EC2::SecurityGroup').flatMap(([id, { Properties }]) => [
      ...(Properties.SecurityGroupEgress ?? []).map((each: Json) => rule(id, 'out', groupOf(id, template), each)),
      ...(Properties.SecurityGroupIngress ?? []).map((each: Json) => rule(id, 'in', groupOf(id, template), each)),
    ]),
    ...ofType('AWS::EC2::SecurityGroupEgress').map(([id, { Properties }]) =>
      rule(id, 'out', text(Properties.GroupId), Properties),
    ),
    ...ofType('AWS::EC2::SecurityGroupIngress').map(([id, { Properties }]) =>
      rule(id, 'in', text(Properties.GroupId), Properties),
    ),
  ].filter(({ peer }) => peer !== nowhere)
}

// CDK's way to say that a group lets nothing out.
const nowhere = '255.255.255.255/32'

export function groupOf(id: string, template: Template): string {
  return template.text({ 'Fn::GetAtt': [id, 'GroupId'] })
}

/** Null when a rule lets it out and, where the other side is a group, a rule of that group lets it in; else what is missing. */
export function blocked({ from, to, port }: Connection, rules: readonly Rule[]): string | null {
  const fits = (rule: Rule, group: string, peer: string) =>
    rule.group === group && rule.peer === peer && rule.fromPort <= port && port <= rule.toPort
  const out = from.some((group) => rules.some((rule) => rule.way === 'out' && fits(rule, group, to)))
  if (!out) return `no rule lets ${from.join(', ')} out to ${to}:${port}`
  const isGroup = !/^(pl-|\d+\.)/.test(to)
  const inside = !isGroup || from.some((group) => rules.some((rule) => rule.way === 'in' && fits(rule, to, group)))
  return inside ? null : `no rule lets ${from.join(', ')} in to ${to}:${port}`
}

/** Which rules no connection needs. */
export function idleRules(rules: readonly Rule[], connections: readonly Connection[]): string[] {
  const needed = (rule: Rule) =>
    connections.some(({ from, to, port }) => {
      const [group, peer] =
        rule.way === 'out'
          ? [from.includes(rule.group), rule.peer === to]
          : [rule.group === to, from.includes(rule.peer)]
      return group && peer && rule.fromPort === port && rule.toPort === port
    })
  return rules
    .filter((rule) => !needed(rule))
    .map(({ where, way, peer }) => `${where} lets ${way} what nobody needs: ${peer}`)
}

/** Endpoints of the template that a service is reached by: logical ids. */
export function endpointsOf(service: string, { ofType, text }: Template): string[] {
  const names: Record<string, string> = { logs: 'logs', states: 'states', s3: 's3', kms: 'kms' }
  const wanted = names[service] ?? service
  return ofType('AWS::EC2::VPCEndpoint')
    .filter(([, { Properties }]) => covers(`com.amazonaws.*.${wanted}`, text(Properties.ServiceName)))
    .map(([id]) => id)
}

/** Null when the endpoints' policies let the call through, as they do where nobody made an endpoint here. */
export function heldBack(
  edge: Edge,
  template: Template,
  policies: Policies,
  changed: Readonly<Record<string, string | null>> = {},
): string | null {
  const request = requestOf(edge, template, changed)
  for (const id of endpointsOf(edge.action.split(':')[0]!, template)) {
    const statements = policies.ofEndpoint.get(id) ?? []
    const denied = deniedBy(statements, request)
    if (denied) return denied
    if (!statements.some((statement) => grants(statement, request))) return `the endpoint ${id} does not let it through`
  }
  return null
}

/** Both halves of a call: IAM, and the endpoint where it leaves from the VPC. */
export function hindrance(
  edge: Edge,
  template: Template,
  policies: Policies,
  changed: Readonly<Record<string, string | null>> = {},
): string | null {
  return refusal(edge, template, policies, changed) ?? (edge.from ? heldBack(edge, template, policies, changed) : null)
}
