import { expect, it } from 'vitest'
import { deployed } from './deployed.ts'
import { edgesOf } from './edges.ts'
import { mutations } from './mutations.ts'
import { template } from './template.ts'
import { walk } from './walk.ts'

const original = deployed()
const edges = edgesOf(original.template, original.project)

it.each(mutations)('the walk says what is wrong when $name', ({ change, told }) => {
  const resources = structuredClone(original.template.resources)
  change(resources)
  expect(walk(template(resources), edges).join('\n')).toMatch(told)
})
