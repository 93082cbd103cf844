import { expect, it } from 'vitest'
import { nextOfInit } from '../../../cli/summary/init-summary.ts'

it('init asks for no key that is there and no variable that is set', () => {
  expect(nextOfInit({ hasKey: false, unset: ['SOURCE_URL', 'STAGING_URL'] })).toBe(
    'nightmask key new, then set SOURCE_URL and STAGING_URL, then nightmask doctor, which asks both databases for what a run needs',
  )
  expect(nextOfInit({ hasKey: true, unset: [] })).toMatch(/^nightmask doctor/)
})
