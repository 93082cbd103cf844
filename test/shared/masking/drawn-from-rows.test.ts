import { expect, it } from 'vitest'
import { table } from '../policy/describe-schema.ts'
import { type Row, rowsMasker } from './mask-rows.ts'

const flags = (primaryKey: string[]) => table('flags', { id: 'int', a: 'tinyint(1)', b: 'tinyint(1)' }, { primaryKey })
const rules = (a: string, b = a) => `  flags:\n    id: keep\n    a: ${a}\n    b: ${b}\n`
const masked = (policy: string, of: ReturnType<typeof flags>, rows: readonly Row[]) =>
  rowsMasker(policy, [of])('flags', rows)
const alike = Array.from({ length: 200 }, (_, id): Row => [String(id), '1', '1'])

it('two columns of a row draw apart, so that neither tells of the other; with one domain they draw as one', () => {
  const apart = masked(rules('shuffle'), flags(['id']), alike)
  const same = apart.filter(([, a, b]) => a === b).length
  expect(same).toBeGreaterThan(60)
  expect(same).toBeLessThan(140)
  const ones = apart.filter(([, a]) => a === '1').length
  expect(ones).toBeGreaterThan(60)
  expect(ones).toBeLessThan(140)
  const together = masked(rules('{ mask: shuffle, domain: both }'), flags(['id']), alike)
  expect(together.every(([, a, b]) => a === b)).toBe(true)
})

it('without a primary key equal rows stay equal and others draw apart, as the threat model says', () => {
  const twice = masked(rules('shuffle'), flags([]), [...alike, ...alike])
  expect(twice.slice(0, 200)).toEqual(twice.slice(200))
  expect(new Set(twice.map(([, a, b]) => `${a}${b}`)).size).toBe(4)
})
