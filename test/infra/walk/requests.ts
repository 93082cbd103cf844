import { context } from './conditions.ts'
import type { Caller, Edge } from './edge.ts'
import type { Request } from './statement.ts'
import type { Template } from './template.ts'

/** The edge as policies see it: under every name of its caller, with the condition keys that AWS adds to each call. */
export function requestOf(
  { by, action, on, context: own = {}, from }: Edge,
  template: Template,
  changed: Readonly<Record<string, string | null>> = {},
): Request {
  const known = { ...always, ...aboutCaller(by), ...aboutResource(on, template), ...own }
  const fromFunction: Record<string, string> =
    from && template.resources[from]?.Type === 'AWS::Lambda::Function'
      ? { 'lambda:SourceFunctionArn': template.arnOf(from) }
      : {}
  const values = Object.entries<string | null>({ ...fromFunction, ...known, ...changed })
  return {
    caller: namesOf(by),
    action,
    resource: on,
    context: context(Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== null))),
  }
}

const always = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }

function namesOf(by: Caller): string[] {
  if ('service' in by) return [by.service]
  if ('account' in by) return [by.account, rootOf(by.account)]
  return [by.role, rootOf(accountOf(by.role))]
}

function aboutCaller(by: Caller): Record<string, string> {
  if ('service' in by) return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': by.service }
  const arn = 'role' in by ? by.role : rootOf(by.account)
  return { 'aws:PrincipalIsAWSService': 'false', 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': accountOf(arn) }
}

// A bucket's ARN names no account: those of the template are this one's, and all others have to say whose they are.
function aboutResource(on: string, { account }: Template): Record<string, string> {
  return { 'aws:ResourceAccount': accountOf(on) || account }
}

export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? ''
}

export function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`
}
