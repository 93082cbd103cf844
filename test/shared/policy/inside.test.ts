import { describe, expect, it } from 'vitest'
import { proveRules } from '../../../shared/masking/proofs/prove-rules.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { describeRule } from '../../../shared/policy/file/describe-rule.ts'
import { readPolicy } from '../../../shared/policy/file/parse-policy.ts'
import { readPath, writePath } from '../../../shared/policy/inside/paths.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import type { Table } from '../../../shared/schema/schema.ts'
import { reference, schema, table, unique } from './describe-schema.ts'

const people = table('people', { id: 'int', mail: 'varchar(60)' })

function resolve(rule: string, type = 'json', more: Partial<Table> = {}) {
  const text = `version: 1\ntables:\n  people:\n    id: keep\n    mail: { mask: email, at: qa.example }\n  notes:\n    id: keep\n    entry: ${rule}\n`
  const { policy, faults } = readPolicy(text, 'policy.yaml', transformers)
  const known = schema(table('notes', { id: 'int', entry: type }, more), people)
  const { tables } = resolvePolicy(known, policy, 'policy.yaml', transformers, faults)
  return { known, tables, entry: tables.find((plan) => plan.table === 'notes')!.columns[1]! }
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

const prove = (rule: string, type?: string, more: Partial<Table> = {}) =>
  problems(() => {
    const { known, tables } = resolve(rule, type, more)
    proveRules(known, tables, 'en')
  })

describe('a rule inside values', () => {
  it('is read with its paths in their order and to any depth, and told as the policy says it', () => {
    const rule =
      '{ mask: json, paths: { "$.mail": email, "$.lines[*].who": { mask: php_serialized, paths: { "$..name": full_name }, otherwise: keep } }, otherwise: keep, broken: refuse }'
    const { entry } = resolve(rule)
    expect(describeRule(entry.rule)).toBe(rule)
    expect(entry.inside?.map(({ path, domain, rule: { mask } }) => [path, mask, domain])).toEqual([
      ['$.mail', 'email', 'email'],
      ['$.lines[*].who', 'php_serialized', ''],
      [null, 'keep', ''],
    ])
    expect(entry.inside?.[1]?.inside?.[0]?.path).toBe('$..name')
    expect(JSON.parse(JSON.stringify(entry))).toEqual(entry)
  })

  it('masks a leaf as the columns of its domain are masked, in their room and with their options', () => {
    const [leaf] = resolve('{ mask: json, paths: { $.mail: email }, otherwise: keep }').entry.inside!
    expect([leaf!.rule.options, leaf!.room?.maxLength]).toEqual([{ at: 'qa.example' }, 60])
  })

  it('knows paths in one form each', () => {
    const paths = ['$', '$.a', '$["a b"]', '$[0]', '$[*]', '$.*', '$..a', '$.a[*].b["$"]..c']
    expect(paths.map((path) => writePath(readPath(path)!))).toEqual(paths.map((path) => path.replace('["$"]', '.$')))
    for (const none of ['a', '$.', '$a', '$[', '$[-1]', '$.a..', '$["a]', '$.a b', '$["\\q"]', '$..*'])
      expect([none, readPath(none)]).toEqual([none, null])
  })

  it('is refused where it is none, in a sentence on its own line', () => {
    expect(problems(() => resolve('json'))).toEqual([
      'line 8, notes.entry: json needs rules of its own: { mask: json, paths: { "$.email": email }, otherwise: keep }',
    ])
    expect(problems(() => resolve('{ mask: json, path: {}, otherwise: keep, domain: x }'))).toEqual([
      'line 8, notes.entry: path is not part of a rule inside json (paths?)',
      'line 8, notes.entry: domain is not part of a rule inside json',
      'line 8, notes.entry: json needs paths, a map of what is in the value: { "$.email": email }',
    ])
    const wrong =
      '{ mask: json, paths: { email: email, $: keep, "$.a": hash, "$[\\"a\\"]": keep, $.b: emial, $.c: { by: id, rules: {} } }, broken: ignore }'
    expect(problems(() => resolve(wrong))).toEqual([
      'line 8, notes.entry: "email" is no path: it begins with $, and then come .name, ["name"], [0], [*], .* or ..name ($.email?)',
      'line 8, notes.entry: $ is the whole value, and the rule for everything else in it is otherwise',
      'line 8, notes.entry: "$[\\"a\\"]" can never be met: another rule above it has the same path',
      'line 8, notes.entry at $.b: unknown transformer "emial" (email?)',
      'line 8, notes.entry at $.c: a rule by row cannot stand within another one',
      'line 8, notes.entry: json needs otherwise, the rule for everything else in the value',
      'line 8, notes.entry: broken has to be replace or refuse',
    ])
  })

  it('is refused where its format has no such paths or options', () => {
    const told = (rule: string) => problems(() => resolve(rule, 'text'))
    expect(told('{ mask: xml, paths: { "$.a[0]": hash }, otherwise: keep }')).toEqual([
      'line 8, notes.entry: "$.a[0]": xml knows no [0] in paths',
    ])
    expect(told('{ mask: csv, paths: { $.a.b: hash }, separator: x, otherwise: keep }')).toEqual([
      'line 8, notes.entry: csv: separator has to be comma or semicolon or tab or pipe',
      'line 8, notes.entry: "$.a.b": csv is flat, so that a path has one step',
    ])
    expect(told('{ mask: base64, paths: { $.a: hash }, otherwise: keep }')).toEqual([
      'line 8, notes.entry: base64 holds one text and takes no paths: its rule is otherwise',
    ])
    expect(told('base64')[0]).toContain('{ mask: base64, otherwise: free_text }')
  })

  it('is refused on a column that cannot hold the format, or that joins tables, and where a leaf cannot have its rule', () => {
    const rule = (mask: string, leaf = 'hash') => `{ mask: ${mask}, paths: { $.a: ${leaf} }, otherwise: keep }`
    expect(prove(rule('json'), 'int')).toEqual([
      'line 8, notes.entry: a int column holds no json, only text, binary data or JSON can',
    ])
    expect(prove(rule('php_serialized'))).toEqual(['line 8, notes.entry: a json column holds json, not php_serialized'])
    const joined = { foreignKeys: [reference('entry', 'people.mail')] }
    expect(prove(rule('json'), 'varchar(60)', joined)[0]).toContain('a foreign key joins this column')
    expect(prove(rule('json'), 'varchar(60)', { uniqueKeys: [unique('entry')] })[0]).toContain('the column is unique')
    expect(prove(rule('json', 'shuffle'))[0]).toContain('notes.entry at $.a: shuffle')
    expect(prove(rule('json', '"null"'))).toEqual([])
    const check = { name: 'valid', expression: 'json_valid(`entry`)' }
    expect(prove(rule('json'), 'longtext', { checks: [check] })).toEqual([])
    expect(prove(rule('php_serialized'), 'longtext', { checks: [check] })[0]).toContain('CHECK valid')
  })
})
