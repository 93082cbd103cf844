import { describe, expect, it } from 'vitest'
import { proveRules } from '../../../shared/masking/proofs/prove-rules.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { branchFinder, readMatch } from '../../../shared/policy/by-row/match-row.ts'
import { describeRule } from '../../../shared/policy/file/describe-rule.ts'
import { readPolicy } from '../../../shared/policy/file/parse-policy.ts'
import { localesOf } from '../../../shared/policy/locales-of.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import type { Table } from '../../../shared/schema/schema.ts'
import { reference, schema, table, unique } from './describe-schema.ts'

const notes = (more: Partial<Table> = {}, columns: Readonly<Record<string, string>> = {}) =>
  table('notes', { id: 'int', topic: 'varchar(60)', entry: 'varchar(80)', ...columns }, more)

/** What becomes of the rule of notes.entry: the plan's tables, or everything that is wrong with it. */
function resolve(rule: string, others = '', ...tables: readonly Table[]) {
  const text = `version: 1\ntables:\n  notes:\n    id: keep\n    topic: keep\n    entry: ${rule}\n${others}`
  const { policy, faults } = readPolicy(text, 'policy.yaml', transformers)
  return resolvePolicy(schema(...(tables.length > 0 ? tables : [notes()])), policy, 'policy.yaml', transformers, faults)
}

function problems(act: () => unknown): string[] {
  try {
    act()
  } catch (error) {
    return (error as Error).message
      .replace(/^.*? — /, '')
      .replace(/\.$/, '')
      .split('; ')
  }
  return []
}

const prove = (rule: string, of: Table, others = '') =>
  problems(() => proveRules(schema(of), resolve(rule, others, of).tables, 'en'))

describe('a rule by row', () => {
  it('is read with its branches in their order, and told as the policy says it', () => {
    const rule =
      '{ by: topic, rules: { reach_me: email, "tel*": { mask: phone, domain: calls } }, otherwise: { keep: "how things are set" } }'
    const [plan] = resolve(rule).tables
    const column = plan!.columns.find(({ column }) => column === 'entry')!
    expect(describeRule(column.rule)).toBe(rule)
    expect(column.branches?.map(({ match, domain, rule: { mask } }) => [match, mask, domain])).toEqual([
      ['reach_me', 'email', 'email'],
      ['tel*', 'phone', 'calls'],
      [null, 'keep', ''],
    ])
    const german = '{ by: topic, rules: { x: { mask: first_name, locale: de } }, otherwise: keep }'
    expect([...localesOf({ locale: 'en', tables: resolve(german).tables })]).toEqual(['en', 'de'])
  })

  it('means the branch that names the value, else the one with the longest part, else none', () => {
    const names = ['bill*', 'bill_to*', 'bill_to_me', '*_mail', '*secret*', '*mail']
    const find = branchFinder(names.map(readMatch))
    const met = (value: string) => names[find(value)]
    expect(['bill_to_me', 'bill_to_you', 'billing', 'my_mail', 'gmail', 'a secret one', 'other'].map(met)).toEqual([
      ...['bill_to_me', 'bill_to*', 'bill*', '*_mail', '*mail', '*secret*', undefined],
    ])
    expect(['*', 'a*b', '**', ''].map((text) => readMatch(text) === null)).toEqual([true, true, true, false])
  })

  it('is refused where it is not one, in a sentence on its own line', () => {
    expect(problems(() => resolve('{ by: topic, rule: { a: email }, otherwise: keep }'))).toEqual([
      'line 6, notes.entry: rule is not part of a rule by row (rules?)',
      'line 6, notes.entry: a rule by row needs rules, a map of what the column named by it holds: { billing_email: email }',
    ])
    expect(
      problems(() => resolve('{ by: topic, rules: { "*": email, "a*b": hash, c: emial, d: { by: id, rules: {} } } }')),
    ).toEqual([
      'line 6, notes.entry: the rule for all other rows is otherwise, not *',
      'line 6, notes.entry: "a*b": * may stand at the beginning and at the end only',
      'line 6, notes.entry for c: unknown transformer "emial" (email?)',
      'line 6, notes.entry for d: a rule by row cannot stand within another one',
      'line 6, notes.entry: a rule by row needs otherwise, the rule for all other rows',
    ])
  })

  it('is refused where nothing can decide it, or no row can meet it', () => {
    const by = (column: string, match = 'a') => `{ by: ${column}, rules: { ${match}: hash }, otherwise: keep }`
    const of = notes({}, { n: 'int', kind: "enum('plain','rich')", day: 'date' })
    const more = '    n: keep\n    kind: keep\n    day: keep\n'
    const told = (rule: string, others = more) => problems(() => resolve(rule, others, of))
    expect(told(by('topics'))).toEqual(['line 6, notes.entry: by: notes has no column topics (topic?)'])
    expect(told(by('day'))).toEqual([
      'line 6, notes.entry: by: a date column cannot decide, only text, whole numbers and ENUM can',
    ])
    expect(told(by('n'))).toEqual(['line 6, notes.entry: "a" can never be met: n holds whole numbers'])
    expect(told(by('kind', 'reach'))).toEqual([
      'line 6, notes.entry: "reach" can never be met: it is no label of kind (rich?)',
    ])
    expect(told('{ by: topic, rules: { a: hash, A: email }, otherwise: keep }')).toEqual([
      `line 6, notes.entry: "A" can never be met: another rule above it has the same name by the column's collation`,
    ])
    expect(told(by('n', '1'), more.replace('n: keep', 'n: digits'))).toEqual([
      'line 6, notes.entry: by: n decides which rule is meant and has to be kept itself for all rows, but its rule is digits',
    ])
  })

  it('is refused on both ends of a foreign key, and may be decided by one', () => {
    const parent = notes({ uniqueKeys: [unique('entry')] })
    const child = table(
      'replies',
      { id: 'int', entry: 'varchar(80)' },
      { foreignKeys: [reference('entry', 'notes.entry')] },
    )
    const rule = '{ by: topic, rules: { a: hash }, otherwise: keep }'
    const refused = 'a foreign key joins this column, and rules by row would break the join: give all its rows one rule'
    expect(problems(() => resolve(rule, '  replies:\n    id: keep\n', parent, child))).toEqual([
      `line 6, notes.entry: ${refused}`,
    ])
    const topics = table('topics', { id: 'int', name: 'varchar(60)' }, { uniqueKeys: [unique('name')] })
    const deciding = notes({ foreignKeys: [reference('topic', 'topics.name')] })
    expect(problems(() => resolve(rule, '  topics:\n    id: keep\n    name: keep\n', deciding, topics))).toEqual([])
  })

  it('asks why a personal column is kept in some rows, too', () => {
    const of = table('notes', { id: 'int', topic: 'varchar(60)', entry: 'varchar(80)', email: 'varchar(80)' })
    const rule = (rest: string) => `    email: { by: topic, rules: { a: email }, otherwise: ${rest} }\n`
    expect(problems(() => resolve('keep', rule('keep'), of))).toEqual([
      'line 7, notes.email looks like an e-mail address: to keep it, say why, as in { keep: "public catalogue text" }',
    ])
    expect(problems(() => resolve('keep', rule('{ keep: "addresses of machines" }'), of))).toEqual([])
  })
})

describe('a rule by row is proven', () => {
  it('branch by branch, for type, length and NULL', () => {
    const of = notes({}, { entry: 'varchar(12) not null' })
    expect(
      prove(
        '{ by: topic, rules: { a: email, b: null, c: { mask: constant, value: "far too long for it" } }, otherwise: point }',
        of,
      ),
    ).toEqual([
      'notes.entry for a: email needs 20 characters, the column takes 12',
      'notes.entry for b: the column is NOT NULL, use constant',
      "notes.entry for c: the value is longer than the column's 12 characters",
      'notes.entry for otherwise: point does not fit a column of type varchar(12)',
    ])
  })

  it('for a unique column over all branches together', () => {
    const of = notes({ uniqueKeys: [unique('entry')] })
    const refused = [
      'notes.entry: it is a unique column, and its rules by row may give two rows the same value, give all rows one rule',
    ]
    expect(prove('{ by: topic, rules: { a: hash, "b*": hash }, otherwise: keep }', of)).toEqual([])
    expect(prove('{ by: topic, rules: { a: hash, b: email }, otherwise: keep }', of)).toEqual(refused)
    expect(prove('{ by: topic, rules: { a: digits }, otherwise: keep }', of)).toEqual(refused)
    expect(prove('{ by: topic, rules: { a: digits }, otherwise: digits }', of)).toEqual([])
  })

  it('for a key with the deciding column, within which one branch is meant', () => {
    const rule = '{ by: topic, rules: { a: hash, b: email }, otherwise: keep }'
    expect(prove(rule, notes({ uniqueKeys: [unique('topic,entry')] }))).toEqual([])
    expect(prove(rule, notes({ uniqueKeys: [unique('id,entry')], primaryKey: [] }))[0]).toMatch(
      /entry \(by topic\) may repeat/,
    )
    const within = prove(
      '{ by: topic, rules: { a: first_name }, otherwise: keep }',
      notes({ uniqueKeys: [unique('topic,entry')] }),
    )
    expect(within[0]).toMatch(/unique key u_topic,entry: entry \(by topic\) may repeat values/)
  })

  it('for a CHECK under every branch, where rows that keep their value hold it already', () => {
    const checked = (expression: string) => notes({ checks: [{ name: 'c', expression }] })
    const rule = '{ by: topic, rules: { a: hash, b: { mask: constant, value: no } }, otherwise: keep }'
    expect(prove(rule, checked('char_length(`entry`) < 60'))).toEqual([])
    expect(prove(rule, checked('char_length(`entry`) > 10'))).toEqual([
      'notes.entry: CHECK c does not hold for what constant makes',
    ])
  })
})
