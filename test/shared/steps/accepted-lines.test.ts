import { expect, it } from 'vitest'
import type { Plan } from '../../../shared/policy/plan.ts'
import { judge } from '../../../shared/steps/checks/judge.ts'
import { lineFor } from '../../../shared/verification/coincidences.ts'
import type { Recognised, SharedIndex } from '../../../shared/verification/scan.ts'

const address: Recognised = {
  ...{ place: 'settings.value', masked: false, hi: 1, lo: 1, words: 1, length: 9, hasDigit: true },
  ...{ count: 2, again: 0, whole: 0, plain: false, drawable: false },
  ...{ of: 'logins.host', kind: 'identifying', ruleKind: 'identifying', leak: true },
}

it.each<[string, Recognised[]]>([
  ['cells', [{ ...address, count: 1 }]],
  ['values that come again and again', [address]],
  ['values with another spelling in the same cells', [address, { ...address, hi: 2, again: 2 }]],
  ['cells in which a value is twice', [{ ...address, count: 3, again: 1 }]],
])('the line that a refusal of %s prints lets them stand', async (_, values) => {
  const judged = (accepted: Plan['accepted']) => {
    const plan = { dataset: null, tables: [], schema: { tables: [] }, accepted } as unknown as Plan
    return judge(values, { plan, index: {} as SharedIndex, ports: {} as never })
  }
  const { found: refused } = await judged([])
  expect(refused.map(({ outcome }) => outcome)).toEqual(['refused'])
  const { found } = await judged(refused.map((entry) => lineFor(entry)))
  expect(found.map(({ outcome }) => outcome)).toEqual(['accepted'])
})
