import { describe, expect, it } from 'vitest'
import { type FunctionName, type FunctionSpec, functionTable } from '../../infra/function-table.ts'
import { readFunction } from './expected-grants.ts'
import { type Json, readable, synthesise } from './synthesise.ts'

const stack = synthesise()
const names = Object.keys(functionTable) as FunctionName[]

describe('the ports of each function', () => {
  it.each(names)('%s: none is asked for that its steps do not name', (name) => {
    const { ports, ofSteps } = readFunction(name)
    const own = [...portsOfFunctions, ...(ofSteps.length === 0 ? ports : []), ...extraPorts(name)]
    expect(ports.filter((port) => !ofSteps.includes(port) && !own.includes(port))).toEqual([])
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

  it('hold no key but the one they need: the pseudonym key those alone that mask, the one that signs those that write records', () => {
    const holders = (grant: string) => sides.filter(({ grants }) => grants.includes(grant)).map(({ name }) => name)
    expect(holders('pseudonyms')).toEqual(['snapshot', 'transfer'])
    expect(holders('originals-key')).toEqual(['survey', 'snapshot', 'transfer', 'scan', 'verify'])
    expect(holders('signature')).toEqual(['ready', 'audit', 'record'])
  })

  it('stand in private subnets, each function in the group of its side, but for what reaches nothing there', () => {
    for (const { name, side, grants } of sides) {
      const { VpcConfig, Runtime, Architectures } = functionOf(name).Properties
      if (side === null) {
        expect([grants, VpcConfig]).toEqual([[], undefined])
        continue
      }
      const group = { reader: 'Readers', writer: 'Writers', store: 'Stores' }[side]
      expect(VpcConfig.SecurityGroupIds.map(readable).join(), name).toContain(`Sides${group}`)
      expect(VpcConfig.SubnetIds).toEqual(['subnet-0a1b2c3d4e5f60718', 'subnet-0b1b2c3d4e5f60718'])
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']])
    }
  })
})

/** Ports that functions have and steps do not. */
const portsOfFunctions = [
  'moment',
  'close',
  'hold',
  'prover',
  'leftovers',
  'scans',
  'deployed',
  'lock',
  'holds',
  'nights',
]

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
