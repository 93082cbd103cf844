import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { promised } from '../../../shared/verification/canaries/promised.ts'
import { unpromised } from '../../../shared/verification/canaries/unpromised.ts'

const threatModel = readFileSync('docs/threat-model.md', 'utf8')
const readme = readFileSync('README.md', 'utf8')

/** The list behind a mark of the page. */
function listed(mark: string): string[] {
  const [, behind = ''] = threatModel.split(`<!-- ${mark} -->\n`)
  return [...behind.split('\n\n')[0]!.matchAll(/^- (.*)$/gm)].map(([, kind]) => kind!)
}

it('is the same in the threat model, in the canaries of each night and so in the record', () => {
  expect(listed('promised')).toEqual(Object.keys(promised))
  expect(listed('not promised')).toEqual(Object.keys(unpromised))
})

it('is in the README as the threat model says it', () => {
  expect(readme).toMatch(
    /1\. No original of a masked column is in staging[\s\S]*threat-model\.md lists the kinds[\s\S]*_not checked_/,
  )
  expect(readme).toContain(`${Object.keys(promised).length} planted originals`)
})
