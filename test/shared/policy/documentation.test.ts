import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { schemes } from '../../../shared/masking/transformers/password/schemes.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { keysOf } from '../../../shared/policy/file/shape-keys.ts'

const documentation = readFileSync('docs/policy.md', 'utf8')

it('docs/policy.md names every transformer with every option that it has', () => {
  const rows = documentation.split('\n').filter((line) => line.startsWith('| `'))
  for (const { name, options } of transformers.values()) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``))
    expect([name, row]).toEqual([name, expect.any(String)])
    for (const option of keysOf(options, []))
      expect([name, row]).toEqual([name, expect.stringMatching(`\`${option}\\b`)])
  }
})

it('docs/policy.md names every way of storing passwords, with the header that it has when none is given', () => {
  for (const { name, standardHeader } of schemes.values())
    expect(documentation).toMatch(
      new RegExp(`^\\| [^|]*\`${name}\`[^|]*\\| ${standardHeader === '' ? 'none:' : ''}`, 'm'),
    )
  for (const { standardHeader } of schemes.values()) expect(documentation).toContain(standardHeader)
})

it('the policy in docs/policy.md is one', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(documentation)?.[1] ?? ''
  expect(Object.keys(parsePolicy(example, 'docs/policy.md', transformers).tables)).toEqual([
    'users',
    'orders',
    'audit_log',
  ])
})
