import { describe, expect, it } from 'vitest'
import { proveRules } from '../../../../shared/masking/proofs/prove-rules.ts'
import { transformers } from '../../../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../../../shared/policy/resolving/resolve-policy.ts'
import type { Table } from '../../../../shared/schema/schema.ts'
import { reference, schema, table, unique } from '../../policy/describe-schema.ts'

/** Problems and notes of a policy on tables, without the subject they begin with. */
function prove(policy: string, ...tables: readonly Table[]): string[] {
  const of = schema(...tables)
  const parsed = parsePolicy(`version: 1\ntables:\n${policy.replaceAll(/^/gm, '  ')}`, 'policy.yaml', transformers)
  const resolved = resolvePolicy(of, parsed, 'policy.yaml', transformers)
  try {
    return proveRules(of, resolved.tables, 'en').notes
  } catch (error) {
    return (error as Error).message.replace(/^policy: \d+ problems? — /, 'REFUSED ').split('; ')
  }
}

describe('a rule is proven at plan time', () => {
  it('for type, length, NULL and uniqueness of its column, all at once and by name', () => {
    const people = table(
      'people',
      { id: 'int', a: 'varchar(12)', b: 'int', c: 'varchar(40) not null', d: 'varchar(40)', e: 'varchar(60)' },
      { uniqueKeys: [unique('d'), unique('e')] },
    )
    expect(prove('people: { id: keep, a: email, b: hash, c: null, d: first_name, e: email }', people)).toEqual([
      'REFUSED people.a: email needs 20 characters, the column takes 12',
      'people.b: hash does not fit a column of type int',
      'people.c: the column is NOT NULL, use constant',
      'people.d: first_name repeats values, and the column is unique, use username, email or hash',
      'people.e: the shortest column of domain email takes 12 characters, too few here: give one of them a domain of its own',
    ])
  })

  it('and says where so few names fit that further ones have to be composed', () => {
    const staff = table('staff', { id: 'int', initial: 'varchar(4)', surname: 'varchar(40)' }, { rowsEstimate: 9000 })
    expect(
      prove('staff: { id: keep, initial: last_name, surname: { mask: last_name, domain: whole } }', staff),
    ).toEqual([expect.stringMatching(/^staff.initial: only \d+ names fit in 4 characters, for about 9000 rows/)])
  })

  it('for what it makes, which has to fit numbers, decimals, dates and JSON', () => {
    const things = table('things', {
      id: 'int',
      lat: 'decimal(9,6)',
      small: 'tinyint',
      day: 'date',
      stamp: 'timestamp',
      doc: 'json',
    })
    const fitting = '{ mask: faker, method: location.latitude }'
    expect(
      prove(
        `things: { id: keep, lat: ${fitting}, small: { mask: faker, method: number.int }, day: { mask: faker, method: date.birthdate }, stamp: { mask: faker, method: date.birthdate }, doc: { mask: constant, value: no } }`,
        things,
      ),
    ).toEqual([
      'REFUSED things.small: faker makes values that a tinyint column does not take',
      'things.stamp: faker makes values that a timestamp column does not take',
      'things.doc: constant makes values that a json column does not take',
    ])
  })

  it('for unique keys of several columns, unless the rest of the key is unique by itself', () => {
    const columns = { id: 'int not null', team: 'int', name: 'varchar(40)', mail: 'varchar(60)' }
    const keyed = (...keys: string[]) => table('members', columns, { uniqueKeys: keys.map((key) => unique(key)) })
    const policy = 'members: { id: keep, team: keep, name: first_name, mail: email }'
    expect(prove(policy, keyed('team,name'))).toEqual([
      'REFUSED members: unique key u_team,name: name (first_name) may repeat values: use hash or digits, or keep what is not personal',
    ])
    expect(prove(policy, keyed('id,name'))).toEqual([])
    expect(prove(policy, keyed('team,mail'))).toEqual([])
    expect(prove('members: { id: keep, team: keep, name: null, mail: email }', keyed('team,name'))).toEqual([])
  })

  it('for keys of a prefix, of an expression and of a generated column', () => {
    const users = (createKey: string, key: Partial<ReturnType<typeof unique>>, extra = '') =>
      table(
        'users',
        { id: 'int', mail: 'varchar(80)', ...(extra ? { low: 'varchar(80) generated' } : {}) },
        {
          uniqueKeys: [{ ...unique('mail'), name: 'k', ...key }],
          createSql: `CREATE TABLE \`users\` (\n  \`id\` int,\n  \`mail\` varchar(80),\n${extra}  ${createKey}\n) ENGINE=InnoDB`,
        },
      )
    const prefix = users('UNIQUE KEY `k` (`mail`(12))', { prefixLengths: [12] })
    const lower = users('UNIQUE KEY `k` ((lower(`mail`)))', { columns: [''], functional: true })
    const half = users('UNIQUE KEY `k` ((left(`mail`,4)))', { columns: [''], functional: true })
    const low = users(
      'UNIQUE KEY `k` (`low`)',
      { columns: ['low'] },
      '  `low` varchar(80) GENERATED ALWAYS AS (lower(`mail`)) VIRTUAL,\n',
    )
    const policy = (rule: string) => `users: { id: keep, mail: ${rule} }`
    expect(prove(policy('email'), prefix)[0]).toMatch(
      /unique key k: mail \(email\) may repeat within the indexed prefix/,
    )
    expect(prove(policy('hash'), prefix).join()).not.toContain('REFUSED')
    expect(prove(policy('email'), lower)).toEqual([])
    expect(prove(policy('email'), low)).toEqual([])
    expect(prove(policy('email'), half)[0]).toMatch(
      /k: it is computed from the masked column mail, and .* cannot be proven/,
    )
  })

  it('for CHECKs that name masked columns, over samples of what the rule makes', () => {
    const checked = (expression: string) =>
      table(
        't',
        { id: 'int', mail: 'varchar(80)', code: 'varchar(26)', n: 'int' },
        { checks: [{ name: 'c', expression }] },
      )
    const policy = 't: { id: keep, mail: email, code: hash, n: keep }'
    for (const holds of [
      "`mail` like '%_@_%' and char_length(`code`) >= 8",
      "(regexp_like(`mail`,_utf8mb4'^[^@]+@[^@]+$') or (`n` > 3))",
      "`code` is null or `code` regexp '^[0-9A-Z]+$'",
      "not(`code` in ('a','b')) and trim(`code`) <> ''",
      '(char_length(`code`) between 1 and 26)',
      '`n` > 3',
      // What turns on kept columns alone held in production.
      '`n` > 3 and `mail` is not null',
    ])
      expect([holds, prove(policy, checked(holds))]).toEqual([holds, []])
    for (const [fails, why] of [
      ["`mail` like '%@corp.com'", 'does not hold for what email makes'],
      ["`code` regexp '^[0-9]+$'", 'does not hold for what hash makes'],
      ["`code` regexp '^[A-Z0-9]+$' collate utf8mb4_bin", 'does not hold for what hash makes'],
      ['json_valid(`code`)', 'does not hold for what hash makes'],
      ['`n` > 3 or `mail` is null', 'cannot be proven'],
      ["`mail` > 'a@b'", 'cannot be proven'],
      ['my_function(`mail`)', 'cannot be proven'],
      ['cast(`mail` as signed) = 1', 'cannot be proven'],
    ] as const)
      expect([fails, prove(policy, checked(fails))[0]]).toEqual([fails, expect.stringContaining(why)])
  })

  it('for the columns that partitions are cut by', () => {
    const parts = (by: string) =>
      table(
        't',
        { id: 'int', born: 'date' },
        {
          createSql: `CREATE TABLE \`t\` (\n  \`id\` int,\n  \`born\` date\n) ENGINE=InnoDB\n/*!50100 PARTITION BY ${by}\n(PARTITION p0 VALUES LESS THAN (2000) ENGINE = InnoDB) */`,
        },
      )
    const policy = 't: { id: keep, born: { mask: faker, method: date.birthdate } }'
    expect(prove(policy, parts('RANGE (year(`born`))'))[0]).toMatch(/REFUSED t.born: the table is partitioned by it/)
    expect(prove(policy, parts('RANGE (`id`)'))).toEqual([])
  })

  it('for joins: no rule that follows the row, no key into another database', () => {
    const kinds = table('kinds', { kind: "enum('a','b')" }, { primaryKey: [] })
    const uses = table('uses', { id: 'int', kind: "enum('a','b')" }, { foreignKeys: [reference('kind', 'kinds.kind')] })
    expect(prove('kinds: { kind: shuffle }\nuses: { id: keep }', kinds, uses)).toEqual([
      'REFUSED uses.kind: shuffle gives equal values different fakes, which breaks the foreign key fk_kind',
    ])
    const abroad = { ...reference('mail', 'people.mail'), referencedDatabase: 'crm' }
    const visits = table('visits', { id: 'int', mail: 'varchar(80)' }, { foreignKeys: [abroad] })
    expect(prove('visits: { id: keep, mail: email }', visits)[0]).toMatch(
      /leads to the database crm, which is not masked/,
    )
  })

  it('and what is only probable or not sure is told as a note', () => {
    const users = table('users', { id: 'int', mail: 'varchar(80)' }, { uniqueKeys: [unique('mail')], engine: 'MyISAM' })
    const visits = table('visits', { id: 'int', plan: 'int' }, { foreignKeys: [reference('plan', 'plans.level')] })
    const plans = table('plans', { level: 'int' })
    const of = schema(users, visits, plans)
    const parsed = parsePolicy(
      'version: 1\ntables: { users: { id: keep, mail: email }, visits: { id: keep }, plans: { level: keep } }\nwithout_snapshot: { users: "old" }',
      'policy.yaml',
      transformers,
    )
    const { tables } = resolvePolicy(of, parsed, 'policy.yaml', transformers)
    expect(proveRules(of, tables, 'en').notes).toEqual([
      expect.stringMatching(/^users\.mail: unique but for a chance of 5e-14 \(65-bit tags\)$/),
      'users: MyISAM has no snapshot, so its rows may be of different moments',
      expect.stringMatching(/^visits: foreign key fk_plan leads to columns of plans that are no unique key; .*6125/),
    ])
  })
})
