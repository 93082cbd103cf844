import { expect, it } from 'vitest'
import { checkRules } from '../../../shared/steps/checks/rules.ts'

it('chunks that were masked with two keys refuse the run, as equal values have other pseudonyms', () => {
  const checked = (...keys: string[]) =>
    checkRules({ plan: { tables: [] }, snapshots: { chunks: keys.map((keyId) => ({ keyId })) } } as never)
  expect(checked('k-a', 'k-a').verdict).toBe('passed')
  expect(checked('k-a', 'k-b', 'k-a')).toMatchObject({
    verdict: 'failed',
    findings: ['chunks were masked with 2 keys: k-a, k-b'],
  })
})
