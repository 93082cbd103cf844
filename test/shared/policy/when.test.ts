import { describe, expect, it } from 'vitest'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { describeRule } from '../../../shared/policy/file/describe-rule.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { rowsMasker } from '../masking/mask-rows.ts'
import { table, unique } from './describe-schema.ts'

const members = table('members', {
  id: 'int',
  email: 'varchar(60)',
  role: "enum('guest','staff','root')",
  note: 'varchar(40)',
  age: 'decimal(5,1)',
  left_at: 'datetime',
})
const rest = 'role: keep, note: { keep: "codes" }, age: keep, left_at: keep'

function mask(rule: string, rows: readonly (readonly (string | null)[])[], of = members): (string | undefined)[] {
  const masked = rowsMasker(`  members: { id: keep, email: ${rule}, ${rest} }\n`, [of])('members', rows)
  return masked.map(([, email]) => email)
}

function refused(rule: string, of = members): string {
  try {
    mask(rule, [], of)
  } catch (error) {
    return (error as Error).message.replace(/^.*?members\.email:? /, '')
  }
  return 'taken'
}

const row = (more: {
  email?: string
  role?: string
  note?: string | null
  age?: string | null
  left?: string | null
}) => {
  const { email = 'ann@else.test', role = '1', note = '', age = '20.0', left = null } = more
  return ['1', email, role, note, age, left]
}
/** Whether each row keeps its address. */
const kept = (when: string, rows: readonly (readonly (string | null)[])[]) =>
  mask(`{ when: ${when}, then: { keep: "ours" }, otherwise: email }`, rows).map((email, n) => email === rows[n]![1])

describe('a rule with when', () => {
  it('decides by the original values of the row, its own column among them', () => {
    const rows = [
      row({ email: 'ann@ours.example' }),
      row({ email: 'ann@ours.example.test' }),
      row({ role: '2', note: 'x1' }),
      row({ role: '3', note: null, age: '64.9', left: '2024-05-01 00:00:00' }),
      row({ age: null, left: '2023-12-31 23:59:59' }),
    ]
    expect(kept('{ email: "*@ours.example" }', rows)).toEqual([true, false, false, false, false])
    expect(kept('{ role: [staff, root] }', rows)).toEqual([false, false, true, true, false])
    expect(kept('{ role: { not: [staff, root] }, note: "" }', rows)).toEqual([true, true, false, false, true])
    expect(kept('{ note: "x*" }', rows)).toEqual([false, false, true, false, false])
    expect(kept('{ left_at: null }', rows)).toEqual([true, true, true, false, false])
    expect(kept('{ note: { not: null }, left_at: { not: null } }', rows)).toEqual([false, false, false, false, true])
    expect(kept('{ age: { at_least: 20, below: 64.9 } }', rows)).toEqual([true, true, true, false, false])
    expect(kept('{ age: 20 }', rows)).toEqual([true, true, true, false, false])
    expect(kept('{ left_at: { at_least: 2024-01-01 } }', rows)).toEqual([false, false, false, true, false])
    expect(kept('{ id: { above: 0.5, at_most: 1 }, age: { not: { below: 21 } } }', rows)).toEqual([
      ...[false, false, false, true, true],
    ])
  })

  it('is told as the policy says it', () => {
    const rule =
      '{ when: { role: [staff, root], note: { not: "x*" }, age: { at_least: "18" }, left_at: null }, then: phone, otherwise: email }'
    const policy = parsePolicy(`version: 1\ntables:\n  members:\n    email: ${rule}\n`, 'policy.yaml', transformers)
    const entry = policy.tables.members!
    expect(entry.rows === 'copy' && describeRule(entry.columns.email!)).toBe(rule)
  })

  it('is refused where it says nothing, something that can never be met, or would make a unique column repeat', () => {
    const when = (condition: string, then = 'hash') =>
      refused(`{ when: ${condition}, then: ${then}, otherwise: email }`)
    expect(refused('{ when: { role: staff }, otherwise: email }')).toMatch(/needs then/)
    expect(refused('{ when: { role: staff }, then: email }')).toMatch(/needs otherwise/)
    expect(refused('{ when: {}, then: email, otherwise: hash }')).toMatch(/when: has to name a column/)
    expect(when('{ rolle: staff }')).toMatch(/members has no column rolle \(role\?\)/)
    expect(when('{ role: boss }')).toMatch(/"boss" can never be met: it is no label of role/)
    expect(when('{ age: old }')).toMatch(/"old" can never be met: it holds numbers/)
    expect(when('{ note: { at_least: 3 } }')).toMatch(/has no range, only numbers and dates have/)
    expect(when('{ age: { at_leest: 3 } }')).toMatch(/age.at_leest is not a known key \(at_least\?\)/)
    expect(when('{ note: "a*b" }')).toMatch(/at the beginning or the end only/)
    expect(when('{ role: staff }', '{ when: { role: staff }, then: hash, otherwise: hash }')).toMatch(
      /within another one/,
    )
    const only = { ...members, uniqueKeys: [unique('email')] }
    expect(refused('{ when: { role: staff }, then: hash, otherwise: email }', only)).toMatch(
      /may give two rows the same value/,
    )
    expect(refused('{ when: { email: "*@ours.example" }, then: { keep: "ours" }, otherwise: email }', only)).toBe(
      'taken',
    )
    const person = '{ mask: persona, of: members.id, part: email }'
    expect(refused(`{ when: { role: staff }, then: { keep: "ours" }, otherwise: ${person} }`, only)).toBe('taken')
    expect(refused('{ when: { role: staff }, then: { keep: "ours" }, otherwise: digits }', only)).toMatch(
      /two rows the same/,
    )
  })
})
