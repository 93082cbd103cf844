import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  live,
  loadingFromS3,
  sharedElsewhere,
  taskAndShare,
  withoutDatasets,
  withRdsSource,
  withTask,
} from './projects.ts'
import { rdsCalls, s3Calls, wrongIn } from './sdk/calls.ts'
import { deployed } from './walk/deployed.ts'
import { edgesOf } from './walk/edges.ts'
import { mutations, ofTaskAndShare } from './walk/mutations.ts'
import { template } from './walk/template.ts'
import { walk } from './walk/walk.ts'

const aurora = deployed()
const rds = deployed({ project: withRdsSource })
const edges = edgesOf(aurora.template, aurora.project)
const both = deployed({ project: taskAndShare })
const edgesOfBoth = edgesOf(both.template, both.project)

describe('every call that the stack is for', () => {
  it.each([
    ['with an Aurora source that is cloned', () => aurora],
    ['with an RDS source that is restored', () => rds],
    ['with a clone and no datasets, so that nobody reads production', () => deployed({ project: withoutDatasets })],
    ['with a task that reads live', () => deployed({ project: live })],
    ['with a task that reads a clone', () => deployed({ project: withTask })],
    ['with staging in another account, whose snapshots are shared', () => deployed({ project: sharedElsewhere })],
    ['with a staging that reads chunks from S3 by itself', () => deployed({ project: loadingFromS3 })],
    // Not the sandbox: CDK's helpers, which fill and empty it, have policies that AWS manages.
  ])('is allowed by every policy on its way, and nothing is allowed that no call needs, %s', (_, made) => {
    const { template, project } = made()
    expect(walk(template, edgesOf(template, project))).toEqual([])
  })

  it.each(mutations)('is walked so that somebody is told when $name', ({ change, told }) => {
    const resources = structuredClone(aurora.template.resources)
    change(resources)
    expect(walk(template(resources), edges).join('\n')).toMatch(told)
  })

  it.each(ofTaskAndShare)(
    'is walked, with a task and a share, so that somebody is told when $name',
    ({ change, told }) => {
      const resources = structuredClone(both.template.resources)
      change(resources)
      expect(walk(template(resources), edgesOfBoth).join('\n')).toMatch(told)
    },
  )
})

describe('no parameter is passed that the SDK documents for another engine or kind', () => {
  it('by the workflows, whether Night clones an Aurora cluster or restores an RDS instance', () => {
    expect(rdsCalls(aurora.template).flatMap((call) => wrongIn(call, 'Aurora MySQL'))).toEqual([])
    expect(rdsCalls(rds.template).flatMap((call) => wrongIn(call, 'RDS for MySQL'))).toEqual([])
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
