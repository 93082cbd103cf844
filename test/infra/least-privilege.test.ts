import { describe, expect, it } from 'vitest'
import { type FunctionName, type FunctionSpec, functionTable } from '../../infra/function-table.ts'
import { readFunction } from './expected-grants.ts'
import { allowedTo, grantsOf } from './granted.ts'
import { live } from './projects.ts'
import { type Json, readable, synthesise } from './synthesise.ts'

const stack = synthesise()
const names = Object.keys(functionTable) as FunctionName[]

describe('the role of each function', () => {
  it.each(names)('of %s is granted what its step names, and nothing else', (name) => {
    const { grants } = readFunction(name)
    const extra = ownGrants[name as string] ?? []
    expect(grantsOf(allowedTo(stack, roleOf(name)))).toEqual([...grants, ...extra].sort())
  })

  it.each(names)('%s asks for no port that its steps do not name', (name) => {
    const { ports, ofSteps } = readFunction(name)
    const asked = ports.map((port) => ({ originalsKey: 'key', signingKey: 'key' })[port] ?? port)
    const own = [...portsOfFunctions, ...(ofSteps.length === 0 ? asked : []), ...extraPorts(name)]
    expect(asked.filter((port) => !ofSteps.includes(port) && !own.includes(port))).toEqual([])
  })
})

describe('the sides', () => {
  const sides = names.map((name) => ({ name, grants: readFunction(name).grants, side: specOf(name).side }))

  it('are kept apart: who reads production or the pseudonym key cannot write staging', () => {
    for (const { name, grants, side } of sides) {
      const reads = grants.includes('source') || grants.includes('pseudonyms')
      expect(reads && grants.includes('staging'), name).toBe(false)
      if (grants.includes('source')) expect(side, name).toBe('reader')
      if (grants.includes('staging')) expect(side, name).toBe('writer')
    }
  })

  it('have ways out to their own database, S3 and the endpoints only, and no way to production in clone mode', () => {
    const clone = synthesise({ project: (read) => ({ ...read, config: { ...read.config, datasets: {} } }) })
    expect(waysOut(clone)).toEqual({
      Readers: ['Clone:3306', 'SecretsManagerGroup:443', 'pl-6ea54007:443'],
      Writers: ['SecretsManagerGroup:443', 'pl-6ea54007:443', 'sg-0b1b2c3d4e5f60718:3306'],
      Stores: ['KmsGroup:443', 'SecretsManagerGroup:443', 'pl-6ea54007:443'],
    })
    expect(JSON.stringify(clone.ofType('AWS::IAM::Policy'))).not.toContain('shop/production/reader')
    expect(waysOut(synthesise({ project: live })).Readers).toContain('sg-0a1b2c3d4e5f60718:3306')
  })

  it('stand in private subnets, each function in the group of its side, but for what reaches nothing there', () => {
    for (const { name, side, grants } of sides) {
      const { VpcConfig, Runtime, Architectures } = functionOf(name).Properties
      if (side === null) {
        expect([grants, VpcConfig]).toEqual([[], undefined])
        expect(JSON.stringify(allowedTo(stack, roleOf(name)))).not.toContain('ec2:')
        continue
      }
      const group = { reader: 'Readers', writer: 'Writers', store: 'Stores' }[side]
      expect(VpcConfig.SecurityGroupIds.map(readable).join(), name).toContain(`Sides${group}`)
      expect(VpcConfig.SubnetIds).toEqual(['subnet-0a1b2c3d4e5f60718', 'subnet-0b1b2c3d4e5f60718'])
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']])
    }
  })
})

describe('the workflows', () => {
  it.each(['Night', 'Refresh', 'Sweep', 'Rollback'])('%s reads no secret and no chunk', (name) => {
    const [, machine] = stack.ofType('AWS::StepFunctions::StateMachine').find(([id]) => id.includes(name))!
    const allowed = allowedTo(stack, machine.Properties.RoleArn['Fn::GetAtt'][0])
    const text = JSON.stringify(allowed)
    expect(text).not.toContain('GetSecretValue')
    expect(text).not.toMatch(/StoresArtifacts\w+\/(\*|runs\/\*\/chunks)/)
    const anywhere = allowed.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions)
    expect(anywhere.filter((action) => !/^(logs|xray):|^cloudwatch:putMetricData$/.test(action))).toEqual([])
  })
})

/** Ports that functions have and steps do not. */
const portsOfFunctions = ['moment', 'close', 'hold', 'prover', 'leftovers', 'scans', 'deployed', 'lock', 'nights']

/** What no step names: why a chunk failed, leftovers on staging, a workflow to start. */
const ownGrants: Readonly<Record<string, readonly string[]>> = {
  audit: ['maps:read'],
  sweep: ['staging'],
  dataset: ['states:DescribeExecution of Night', 'states:StartExecution of Night'],
}

function extraPorts(name: FunctionName): string[] {
  return { plan: ['notes'], transfer: ['notes'] }[name as string] ?? []
}

function specOf(name: FunctionName): FunctionSpec {
  return functionTable[name]
}

function functionOf(name: FunctionName): Json {
  const id = new RegExp(`^MaskingFunctions${name}[0-9A-F]{8}$`)
  return stack.ofType('AWS::Lambda::Function').find(([logicalId]) => id.test(logicalId))![1]
}

function roleOf(name: FunctionName): string {
  return functionOf(name).Properties.Role['Fn::GetAtt'][0]
}

/** Egress of each side's group as `target:port`. */
function waysOut({ ofType }: typeof stack): Record<string, string[]> {
  const out: Record<string, string[]> = { Readers: [], Writers: [], Stores: [] }
  const add = (group: string, rule: Json) => {
    const side = Object.keys(out).find((name) => group.includes(`Sides${name}`))
    if (side && rule.ToPort !== 86) out[side]!.push(`${targetOf(rule)}:${readable(rule.ToPort)}`)
  }
  for (const [id, { Properties }] of ofType('AWS::EC2::SecurityGroup'))
    for (const rule of Properties.SecurityGroupEgress ?? []) add(id, rule)
  for (const [, { Properties }] of ofType('AWS::EC2::SecurityGroupEgress'))
    add(readable(Properties.GroupId), Properties)
  return Object.fromEntries(Object.entries(out).map(([side, targets]) => [side, targets.sort()]))
}

function targetOf(rule: Json): string {
  const target = readable(rule.DestinationSecurityGroupId ?? rule.DestinationPrefixListId ?? rule.CidrIp)
  return /(?:Sides|Network)(\w+?)[0-9A-F]{8}/.exec(target)?.[1] ?? target
}
