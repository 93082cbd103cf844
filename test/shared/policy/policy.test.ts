import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { UncoveredError, UsageError } from '../../../shared/errors.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { describeRule } from '../../../shared/policy/file/describe-rule.ts'
import { parsePolicy, readPolicy } from '../../../shared/policy/file/parse-policy.ts'
import { leaveOut, programName } from '../../../shared/policy/resolving/check-programs.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import { forOneRun } from '../../../shared/policy/resolving/unlinked.ts'
import type { Schema, StoredProgram } from '../../../shared/schema/schema.ts'
import { reference, schema, table } from './describe-schema.ts'

const parse = (text: string) => parsePolicy(text, 'policy.yaml', transformers)
const policyOf = (tables: string) => parse(`version: 1\ntables:\n${tables.replaceAll(/^/gm, '  ')}`)
const resolve = (of: Schema, tables: string) => resolvePolicy(of, policyOf(tables), 'policy.yaml', transformers)
const rulesOf = (of: Schema, tables: string) =>
  Object.fromEntries(
    resolve(of, tables).tables.flatMap(({ table: name, columns }) =>
      columns.map(({ column, rule, domain, inheritedFrom }) => [
        `${name}.${column}`,
        [rule.mask, domain, ...(inheritedFrom ? [inheritedFrom] : [])].join(' '),
      ]),
    ),
  )
const refusal = (act: () => unknown): Error => {
  try {
    act()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was refused')
}

describe('policy.yaml', () => {
  it('is read with shorthand, long form, reasons, skipped tables and its digest', () => {
    const text = `version: 1
locale: de
tables:
  users:
    id: keep
    email: { mask: email, domain: people, at: qa.example }
    fax: null
    "null": null
    12: { keep: "a number" }
    __proto__: keep
    constructor: hash
  audit_log: skip_rows
`
    const policy = parse(text)
    expect(policy).toMatchObject({ version: 1, locale: 'de', digest: createHash('sha256').update(text).digest('hex') })
    expect(policy.tables.audit_log).toEqual({ rows: 'skip', line: 12 })
    const { users } = policy.tables
    expect(users?.rows === 'copy' && Object.entries(users.columns)).toEqual([
      ['12', { mask: 'keep', options: {}, domain: null, reason: 'a number', line: 9 }],
      ['id', { mask: 'keep', options: {}, domain: null, reason: null, line: 5 }],
      ['email', { mask: 'email', options: { at: 'qa.example' }, domain: 'people', reason: null, line: 6 }],
      ['fax', { mask: 'null', options: {}, domain: null, reason: null, line: 7 }],
      ['null', { mask: 'null', options: {}, domain: null, reason: null, line: 8 }],
      ['__proto__', { mask: 'keep', options: {}, domain: null, reason: null, line: 10 }],
      ['constructor', { mask: 'hash', options: { length: 26 }, domain: null, reason: null, line: 11 }],
    ])
  })

  it('is refused with everything that is wrong in it at once, each with its line', () => {
    const { message } = refusal(() =>
      parse(`version: 2
locale: english
table: {}
tables:
  users:
    email: emial
    phone:
    name: { mask: full_name, locale: dee }
    nick: { maks: username }
    note: { mask: free_text, mode: keep }
    pass: { mask: password }
    born: [null]
    fax: { mask: null, domain: x }
    bio: { keep: "" }
    city: skip_rows
  logs: skip_row
without_snapshot: { logs: }
`),
    )
    expect(message.split(/ — |; /)).toEqual([
      'policy.yaml: 15 problems',
      'line 1, version has to be 1',
      "line 2, locale has to be one of faker's, such as en, de or pt_BR",
      'line 3, table is not a known key (tables?)',
      'line 6, users.email: unknown transformer "emial" (email?)',
      'line 7, users.phone: a rule is missing, such as keep or email',
      "line 8, users.name: locale has to be one of faker's (de?)",
      'line 9, users.nick: a rule needs mask, keep, by or when (mask?)',
      'line 10, users.note: free_text: mode has to be replace or redact',
      'line 11, users.pass: password: value is missing',
      'line 12, users.born: a rule is a name or a map, not a list',
      'line 13, users.fax: domain has no effect with null, which draws nothing from the value',
      'line 14, users.bio: keep needs its reason in words: { keep: "public catalogue text" }',
      'line 15, users.city: skip_rows is said of a table, not of a column',
      'line 16, logs (skip_rows?) has to be a map of keys',
      'line 17, without_snapshot.logs needs a reason, in quotes',
    ])
  })

  it('names a column twice only to be refused', () => {
    expect(() => policyOf('users:\n  id: keep\n  id: hash')).toThrow(/line 5, map keys must be unique/)
  })
})

const users = table('users', {
  id: 'int',
  email: 'varchar(100) not null',
  ssn: 'char(11)',
  full: 'varchar(10) generated',
  plan: 'varchar(20)',
})
const orders = table(
  'orders',
  { id: 'int', user_id: 'int', total: 'decimal(10,2)' },
  { foreignKeys: [reference('user_id', 'users.id')], bytesEstimate: 900_000 },
)

describe('a policy against its schema', () => {
  it('classifies every stored column, largest table first, and skips what it is told to skip', () => {
    const skipped = table('logs', { line: 'text' })
    const resolved = resolve(
      schema(users, orders, skipped),
      'users: { id: keep, email: email, ssn: digits, plan: keep }\norders: { id: keep, total: keep }\nlogs: skip_rows',
    )
    expect(resolved.tables.map((entry) => [entry.table, entry.columns.map(({ column }) => column)])).toEqual([
      ['orders', ['id', 'user_id', 'total']],
      ['users', ['id', 'email', 'ssn', 'plan']],
    ])
    expect(resolved.skippedTables).toEqual(['logs'])
  })

  it('names every column without a rule, with a suggested one, when that is all that is wrong', () => {
    const error = refusal(() => resolve(schema(users, orders), 'users:\n  id: keep\n  email: email'))
    expect(error).toBeInstanceOf(UncoveredError)
    expect(error.message.split(/ — |; /)).toEqual([
      'policy.yaml: 4 problems',
      'line 3, users.ssn is not classified (suggested: ssn: digits)',
      'line 3, users.plan is not classified (suggested: plan: keep)',
      'orders.id is not classified (suggested: id: keep)',
      'orders.total is not classified (suggested: total: keep)',
    ])
  })

  it('refuses what can never fire together with the gaps, as a wrong file', () => {
    const error = refusal(() =>
      resolve(
        schema(users, { ...orders, engine: 'MyISAM' }),
        'users:\n  id: keep\n  emial: email\n  full: hash\n  ssn: digits\n  plan: keep\norders: { id: keep, total: keep }\nuser: skip_rows',
      ),
    )
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message.split(/ — |; /)).toEqual([
      'policy.yaml: 5 problems',
      'line 3, users.email is not classified (suggested: email: email)',
      'line 5, users has no column emial (email?)',
      'line 6, users.full is generated: the server derives it from masked values, so it takes no rule',
      'line 9, orders is a MyISAM table, which has no snapshot: use skip_rows, or say under without_snapshot why rows of different moments are accepted',
      'line 10, there is no table user (users?)',
    ])
  })

  it('keeps a column that looks personal only for a reason', () => {
    const policy = (rule: string) => `users: { id: keep, email: ${rule}, ssn: digits, plan: keep }`
    expect(() => resolve(schema(users), policy('keep'))).toThrow(
      'policy.yaml: 1 problem — line 3, users.email looks like an e-mail address: to keep it, say why, as in { keep: "public catalogue text" }',
    )
    expect(rulesOf(schema(users), policy('{ keep: "role accounts only" }'))).toMatchObject({ 'users.email': 'keep ' })
  })

  it('gives a column of few values no pseudonym unless a domain says that it is meant', () => {
    const of = schema(table('people', { id: 'int', country: 'varchar(40)', gender: "enum('f','m')" }))
    const policy = (rule: string) => `people: { id: keep, country: ${rule}, gender: shuffle }`
    expect(() => resolve(of, policy('hash'))).toThrow(/people.country has few values, and counting them undoes hash/)
    expect(rulesOf(of, policy('{ mask: hash, domain: country }'))).toMatchObject({ 'people.country': 'hash country' })
  })

  it('takes a column out of its domain and out of every other night where link is false', () => {
    const of = schema(
      table('letters', { id: 'int', email: 'varchar(80)' }),
      table('users', { id: 'int', email: 'varchar(80)' }),
    )
    const unlinked = 'letters:\n  id: keep\n  email: { mask: email, link: false }\nusers:\n  id: keep\n  email: email'
    expect(rulesOf(of, unlinked)).toMatchObject({
      'letters.email': 'email email of letters.email',
      'users.email': 'email email',
    })
    const nights = ['run-1', 'run-2'].map((run) => forOneRun(resolve(of, unlinked).tables, run))
    const domains = nights.map((tables) => tables.flatMap(({ columns }) => columns.map(({ domain }) => domain)))
    expect(domains[0]).toContain('email of letters.email in run-1')
    expect(domains[0]!.filter((domain) => domains[1]!.includes(domain) && domain !== '')).toEqual(['email'])
    const { rule } = resolve(of, unlinked).tables[0]!.columns[1]!
    expect(describeRule(rule)).toBe('{ mask: email, link: false }')
  })

  it('refuses link: false where it would break a join or a person, or does nothing', () => {
    const people = { id: 'int', code: 'varchar(20)', name: 'varchar(80)', note: 'varchar(80)' }
    const cards = { foreignKeys: [reference('code', 'people.code')] }
    const of = schema(table('people', people), table('cards', { id: 'int', code: 'varchar(20)' }, cards))
    const wrong = `people:
  id: keep
  code: { mask: digits, link: false }
  name: { mask: "null", link: false }
  note: { mask: email, link: false, domain: notes }
cards:
  id: keep`
    const told = refusal(() => resolve(of, wrong)).message
    expect(told).toMatch(/link: false takes the column out of every domain/)
    const other = refusal(() => resolve(of, wrong.replace(', domain: notes', ''))).message
    expect(other).toMatch(/people\.code: its foreign key \w+ of cards joins it to what has to have the same pseudonyms/)
    expect(other).toMatch(/people\.name: link: false has no effect with null/)
  })

  it('accepts a table without snapshots by a named waiver, and refuses one that can never apply', () => {
    const of = schema(users, table('hits', { page: 'varchar(20)' }, { engine: 'MyISAM' }))
    const rules = 'tables: { users: { id: keep, email: email, ssn: digits, plan: keep }, hits: { page: keep } }'
    const waived = parse(`version: 1\n${rules}\nwithout_snapshot: { hits: "a counter" }`)
    expect(resolvePolicy(of, waived, 'policy.yaml', transformers).tables).toHaveLength(2)
    const wrong = parse(`version: 1\n${rules}\nwithout_snapshot: { hits: "a counter", users: "why not", hit: "?" }`)
    expect(refusal(() => resolvePolicy(of, wrong, 'policy.yaml', transformers)).message).toBe(
      'policy.yaml: 2 problems — line 3, without_snapshot: there is no table hit (hits?); line 3, without_snapshot.users can never apply: InnoDB has snapshots',
    )
  })

  it('leaves out what the policy names with a reason, and refuses views that are broken and entries that name nothing', () => {
    const of = {
      ...schema(users),
      programs: [program('view', 'stale', true), program('view', 'lists'), program('trigger', 'stale')],
    }
    const rules = 'version: 1\ntables: { users: { id: keep, email: email, ssn: digits, plan: keep } }'
    expect(refusal(() => resolvePolicy(of, parse(rules), 'policy.yaml', transformers)).message).toBe(
      'policy.yaml: 1 problem — view stale refers to a table, column or function that is gone, so it cannot be made in staging: drop or repair it in production, or say under not_restored why staging goes without it',
    )
    const policy = parse(`${rules}\nnot_restored: { view stale: "nobody reads it" }`)
    expect(resolvePolicy(of, policy, 'policy.yaml', transformers).tables).toHaveLength(1)
    const { schema: left, notRestored } = leaveOut(of, policy)
    expect(left.programs.map(programName)).toEqual(['view lists', 'trigger stale'])
    expect(notRestored).toEqual([{ program: 'view stale', reason: 'nobody reads it' }])
    const wrong = parse(`${rules}\nnot_restored: { view stale: "?", lists: "?", trigger stael: "?" }`)
    expect(refusal(() => resolvePolicy(of, wrong, 'policy.yaml', transformers)).message).toBe(
      'policy.yaml: 2 problems — line 3, not_restored: there is no lists (view lists?); line 3, not_restored: there is no trigger stael (trigger stale?)',
    )
  })

  it('accepts coincidences of one column in one place, and refuses entries that name nothing or accept nothing, each with its line', () => {
    const of = { ...schema(users), programs: [program('view', 'lists')] }
    const rules = 'version: 1\ntables: { users: { id: keep, email: email, ssn: digits, plan: keep } }\naccepted:'
    const accepted = (...entries: string[]) =>
      parse([rules, ...entries.map((entry) => `  - { ${entry}, reason: "?" }`)].join('\n'))
    const policy = accepted(
      'in: users.plan, of: users.email',
      'in: view lists, of: users.ssn, values: 2',
      'in: table users, of: users.ssn, cells: 3',
    )
    expect(resolvePolicy(of, policy, 'policy.yaml', transformers).tables).toHaveLength(1)
    const own = accepted('in: of_testers.note, of: users.email, cells: 1')
    expect(
      resolvePolicy(of, own, 'policy.yaml', transformers, undefined, undefined, ['of_testers']).tables,
    ).toHaveLength(1)
    expect(refusal(() => resolvePolicy(of, own, 'policy.yaml', transformers)).message).toContain('no of_testers.note')
    expect(policy.accepted.map(({ cells, values, line }) => [cells, values, line])).toEqual([
      [1, null, 4],
      [null, 2, 5],
      [3, null, 6],
    ])
    const wrong = accepted(
      'in: users.paln, of: users.email',
      'in: lists, of: users.ssn',
      'in: users.id, of: users.emial',
      'in: users.id, of: users.plan',
    )
    expect(refusal(() => resolvePolicy(of, wrong, 'policy.yaml', transformers)).message.split(/ — |; /)).toEqual([
      'policy.yaml: 4 problems',
      'line 4, accepted: there is no users.paln (users.plan?)',
      'line 5, accepted: there is no lists (view lists?)',
      'line 6, accepted: there is no column users.emial (users.email?)',
      'line 7, accepted: users.plan is kept, so nobody looks for its values: it takes no accepted line',
    ])
  })

  it('tells the faults of its text and those that the schema shows at once, an unread rule being no gap', () => {
    const text = `version: 1
tables:
  users: { id: keep, email: emial, ssn: digits }
  user: { id: keep }
  orders: { id: keep, totl: keep, user_id: keep }`
    const { policy, faults } = readPolicy(text, 'policy.yaml', transformers)
    const of = schema(users, orders)
    expect(refusal(() => resolvePolicy(of, policy, 'policy.yaml', transformers, faults)).message).toBe(
      'policy.yaml: 5 problems — line 3, users.email: unknown transformer "emial" (email?); line 3, users.plan is not classified (suggested: plan: keep); line 4, there is no table user (users?); line 5, orders has no column totl (total?); line 5, orders.total is not classified (suggested: total: keep)',
    )
  })

  it('takes options of several values, in any order', () => {
    const of = schema(table('a', { id: 'int', n: 'int' }), table('b', { n: 'int' }))
    const { tables } = resolve(
      of,
      'a: { id: keep, n: { mask: faker, method: number.int, args: [{ min: 1, max: 9 }] } }\nb: { n: { args: [{ min: 1, max: 9 }], mask: faker, method: number.int } }',
    )
    expect(tables.flatMap(({ columns }) => columns.map(({ rule }) => rule.options.args))).toEqual([
      undefined,
      [{ min: 1, max: 9 }],
      [{ min: 1, max: 9 }],
    ])
  })
})

describe('foreign-key columns', () => {
  const accounts = table('accounts', { email: 'varchar(100) not null' }, { primaryKey: ['email'] })
  const people = table(
    'people',
    { id: 'int', account_email: 'varchar(100)', boss_id: 'int' },
    { foreignKeys: [reference('account_email', 'accounts.email'), reference('boss_id', 'people.id')] },
  )
  const visits = table(
    'visits',
    { id: 'int', person_id: 'int', mail: 'varchar(100)' },
    { foreignKeys: [reference('mail', 'people.account_email'), reference('person_id', 'people.id')] },
  )

  it('take rule and domain of the key at the end of the chain, self references too', () => {
    expect(
      rulesOf(
        schema(accounts, people, visits),
        'accounts: { email: { mask: email, domain: login } }\npeople: { id: keep }\nvisits: { id: keep }',
      ),
    ).toEqual({
      'accounts.email': 'email login',
      'people.id': 'keep ',
      'people.account_email': 'email login accounts.email',
      'people.boss_id': 'keep  people.id',
      'visits.id': 'keep ',
      'visits.person_id': 'keep  people.id',
      'visits.mail': 'email login accounts.email',
    })
  })

  it('take the rules of composite keys column by column, and those of a cycle from where one is said', () => {
    const a = table('a', { x: 'int', y: 'int' }, { primaryKey: ['x', 'y'], foreignKeys: [reference('x', 'b.x')] })
    const b = table('b', { x: 'int' }, { primaryKey: ['x'], foreignKeys: [reference('x', 'a.x')] })
    const c = table('c', { p: 'int', q: 'int' }, { foreignKeys: [reference('p,q', 'a.x,y')] })
    expect(rulesOf(schema(a, b, c), 'a: { x: digits, y: keep }\nb: {}\nc: {}')).toEqual({
      'a.x': 'digits digits',
      'a.y': 'keep ',
      'b.x': 'digits digits a.x',
      'c.p': 'digits digits a.x',
      'c.q': 'keep  a.y',
    })
    expect(refusal(() => resolve(schema(a, b, c), 'a: { y: keep }\nb: {}\nc: {}')).message).toBe(
      'policy.yaml: 1 problem — line 3, a.x is not classified (suggested: x: keep)',
    )
  })

  it('may repeat the rule they inherit and never contradict it', () => {
    const policy = (rule: string) =>
      `accounts: { email: email }\npeople: { id: keep, account_email: ${rule} }\nvisits: { id: keep }`
    expect(rulesOf(schema(accounts, people, visits), policy('{ mask: email, domain: email }'))).toMatchObject({
      'people.account_email': 'email email accounts.email',
    })
    expect(() => resolve(schema(accounts, people, visits), policy('hash'))).toThrow(
      'policy.yaml: 1 problem — line 4, people.account_email: a foreign key joins it to accounts.email, which has the rule email, so another rule would break the join: remove this one',
    )
  })

  it('into a table whose rows are skipped are refused unless they become NULL', () => {
    expect(() => resolve(schema(users, orders), 'users: skip_rows\norders: { id: keep, total: keep }')).toThrow(
      'policy.yaml: 1 problem — line 4, orders.user_id: its foreign key fk_user_id references users, whose rows are skipped: skip orders too, copy users, or set the column to null',
    )
    expect(
      rulesOf(schema(users, orders), 'users: skip_rows\norders: { id: keep, user_id: null, total: keep }'),
    ).toMatchObject({ 'orders.user_id': 'null ' })
  })

  it('share the room of the shortest column and of every character set of their domain', () => {
    const short = table('mails', { id: 'int', sent_to: 'varchar(60) latin1' })
    const { tables } = resolve(
      schema(accounts, short),
      'accounts: { email: email }\nmails: { id: keep, sent_to: email }',
    )
    const rooms = tables.flatMap(({ columns }) => columns.flatMap(({ room }) => room ?? []))
    expect(rooms).toEqual(Array(2).fill({ maxLength: 60, charsets: ['latin1', 'utf8mb4'] }))
  })
})

function program(type: 'view' | 'trigger', name: string, broken?: true): StoredProgram {
  const rest = { table: null, createSql: '', sqlMode: '', charsetClient: '', collationConnection: '' }
  return { type, name, ...rest, ...(broken ? { broken } : {}) }
}
