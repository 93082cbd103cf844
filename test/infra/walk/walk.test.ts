import { describe, expect, it } from 'vitest'
import { live, sharedElsewhere, withoutDatasets, withRdsSource, withTask } from '../projects.ts'
import { deployed } from './deployed.ts'
import { edgesOf } from './edges.ts'
import { walk } from './walk.ts'

describe('every call that the stack is for', () => {
  it.each([
    ['with an Aurora source that is cloned', {}],
    ['with a cloned source and no datasets, so that nobody reads production', { project: withoutDatasets }],
    ['with an RDS source that is restored', { project: withRdsSource }],
    ['with a task that reads live', { project: live }],
    ['with a task that reads a clone', { project: withTask }],
    ['with staging in another account, whose snapshots are shared', { project: sharedElsewhere }],
    ['as a sandbox', { sandbox: true }],
  ])('is allowed by every policy on its way, and nothing is allowed that no call needs, %s', (_, options) => {
    const { template, project } = deployed(options)
    expect(walk(template, edgesOf(template, project))).toEqual([])
  })
})
