import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { javaName } from '../../aws/sdk/java-names.ts'
import { withRdsSource } from '../projects.ts'
import { type Json, type Synthesised, synthesise } from '../synthesise.ts'
import { against, type Kind } from './constraints.ts'
import { documentedParameters } from './documented.ts'

describe('no parameter is passed that the SDK documents for another engine or kind', () => {
  it.each<[string, Kind[], Parameters<typeof synthesise>[0]]>([
    ['where Night clones an Aurora cluster', ['Aurora MySQL'], {}],
    ['where Night restores an RDS instance', ['RDS for MySQL'], { project: withRdsSource }],
  ])('by the states of the workflows, %s', (_, kinds, options) => {
    expect(rdsCalls(synthesise(options)).flatMap((call) => kinds.flatMap((kind) => wrongIn(call, kind)))).toEqual([])
  })

  it('by our own calls of S3', () => {
    const calls = globSync('shared/adapters/s3/*.ts').flatMap((file) => s3Calls(readFileSync(file, 'utf8')))
    expect(calls.length).toBeGreaterThan(3)
    expect(calls.flatMap((call) => wrongIn(call, 'general purpose bucket'))).toEqual([])
  })

  it('and one that is would be found', () => {
    const restore = { client: 'rds', action: 'RestoreDBInstanceToPointInTime', passed: ['ManageMasterUserPassword'] }
    expect(wrongIn(restore, 'RDS for MySQL')).toEqual([expect.stringContaining('Applies to RDS for Oracle only')])
    const create = { client: 'rds', action: 'CreateDBInstance', passed: ['AllocatedStorage', 'DeletionProtection'] }
    expect(wrongIn(create, 'Aurora MySQL')).toHaveLength(2)
    const cluster = { client: 'rds', action: 'RestoreDBClusterToPointInTime', passed: ['DBClusterInstanceClass'] }
    expect(wrongIn(cluster, 'Aurora MySQL')).not.toEqual([])
  })
})

interface Call {
  readonly client: string
  readonly action: string
  /** Parameters under the SDK's own names. */
  readonly passed: readonly string[]
}

function wrongIn({ client, action, passed }: Call, kind: Kind): string[] {
  const documented = documentedParameters(client, action)
  return passed.flatMap((name) =>
    against(documented.get(name) ?? '', kind).map((sentence) => `${action}.${name}, on ${kind}: ${sentence}`),
  )
}

function rdsCalls(stack: Synthesised): Call[] {
  return (['Night', 'Sweep'] as const)
    .flatMap((name) => statesIn(stack.definition(name)))
    .flatMap(({ Resource = '', Arguments = {} }) => {
      const [, name] = /:aws-sdk:rds:(\w+)$/.exec(Resource) ?? []
      if (!name) return []
      const action = name.charAt(0).toUpperCase() + name.slice(1)
      const members = [...documentedParameters('rds', action).keys()]
      const passed = Object.keys(Arguments).map((key) => members.find((member) => javaName(member) === key))
      expect(passed, `${action} has no such parameter`).not.toContain(undefined)
      return [{ client: 'rds', action, passed: passed as string[] }]
    })
}

function statesIn({ States }: Json): Json[] {
  return Object.values<Json>(States).flatMap((state) => [
    state,
    ...[state.ItemProcessor, ...(state.Branches ?? [])].filter(Boolean).flatMap(statesIn),
  ])
}

/** What stands between the braces of `new GetObjectCommand({ … })`, as far as it is a parameter. */
function s3Calls(text: string): Call[] {
  return [...text.matchAll(/new (\w+)Command\((\{.*?\})\)/g)].map(([, action, argument]) => {
    const members = documentedParameters('s3', action!)
    const passed = [...argument!.matchAll(/\b([A-Z]\w+)\b/g)]
      .map(([, name]) => name!)
      .filter((name) => members.has(name))
    return { client: 's3', action: action!, passed }
  })
}
