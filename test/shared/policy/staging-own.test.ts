import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../shared/config/parse-config.ts'
import { refuseOwn } from '../../../shared/policy/resolving/check-own.ts'
import { reference, schema, table } from './describe-schema.ts'

const shop = schema(
  table('users', {
    id: 'int not null',
    email: 'varchar(80) not null',
    token: 'varchar(40)',
    level: 'int not null',
    born: 'date not null',
  }),
  table(
    'hooks',
    { id: 'int not null', user_id: 'int not null', url: 'varchar(200)', on_off: 'tinyint(1)' },
    { foreignKeys: [reference('user_id', 'users.id')] },
  ),
  table('logs', { at: 'int', line: 'text' }),
  table('old', { id: 'int', note: 'text' }, { engine: 'MyISAM' }),
  table('jobs', { id: 'int', state: 'varchar(9)' }),
)

/** What the plan says of `staging`, a problem a line; lines count from the first one of `text`, 1. */
function problems(text: string, keptThere: readonly string[] | null = ['own_table']): string[] {
  const file = `source: { url: mysql://a/b }\nstaging:\n  url: mysql://a/c\n${text.replaceAll(/^/gm, '  ')}`
  try {
    const { own } = parseConfig(file, 'n.yaml', {}, {})
    refuseOwn(own, { schema: shop, skipped: new Set(['jobs']), keptThere })
  } catch (error) {
    return (error as Error).message
      .replace(/^.*? — /, '')
      .split('; ')
      .map((told) => told.replace(/^line (\d+)/, (_, line) => String(line - 3)))
  }
  return []
}

describe("staging's own rows and settings", () => {
  it('are refused at plan with their lines where they name what is not there, or what cannot be', () => {
    expect(problems('keep_tables: [own_table, users]')).toEqual([])
    expect(problems('keep_tables:\n  - jobs\n  - own_tabel')).toEqual([
      '3, staging.keep_tables: neither production nor staging has a table own_tabel (own_table?)',
    ])
    expect(problems('keep_tables: [own_tabel]', null)).toEqual([])
    expect(
      problems(`keep_tables: [hooks]
keep_rows:
  - { table: user, where: { id: 1 } }
  - { table: users, where: { emial: "qa*" } }
  - { table: logs, where: { at: 1 } }
  - { table: old, where: { id: [1, 2] } }
  - { table: hooks, where: { id: 1 } }
  - { table: users, where: { level: high, born: "19*", token: { at_least: 3 } } }`),
    ).toEqual([
      '3, staging.keep_rows, user: production has no such table (users?)',
      '4, staging.keep_rows, users: where: users has no column emial (email?)',
      '5, staging.keep_rows, logs: it has no primary key, so nobody could tell which row clashes with which',
      '6, staging.keep_rows, old: it is MyISAM, which has no transactions',
      '7, staging.keep_rows, hooks: keep_tables keeps the whole table as it is',
      '8, staging.keep_rows, users: where: level: "high" can never be met: it holds numbers',
      '8, staging.keep_rows, users: where: born: "19*": only text has a beginning and an end',
      '8, staging.keep_rows, users: where: token: a varchar(40) column has no range, only numbers and dates have',
    ])
    expect(
      problems(`settings:
  - { table: users, empty: true }
  - { table: users, set: { id: 2 } }
  - { table: users, set: { level: "many" }, blank: [token, born, nme] }
  - { table: hooks, set: { on_off: false, user_id: null, url: true } }
  - { table: jobs, set: { state: open } }
  - { table: hooks, replace: { url: { from: a, to: a }, on_off: { from: a, to: b } } }
  - { table: logs, replace: { line: { from: a, to: b } } }
  - { table: hooks, where: { id: 1 }, empty: true }`),
    ).toEqual([
      '2, staging.settings, users: hooks.fk_user_id refers to its rows',
      'empty hooks too, and both without where',
      '3, staging.settings, users: id is of the primary key, which stays',
      '4, staging.settings, users: set: level has to be a number',
      '4, staging.settings, users: blank: born may not be NULL and is no text',
      'say what it is to be with set',
      '4, staging.settings, users: it has no column nme',
      '5, staging.settings, hooks: set: user_id may not be NULL',
      '5, staging.settings, hooks: set: url is no number: write its value in quotes',
      '6, staging.settings, jobs: the policy leaves it empty, so there is nothing to set',
      '7, staging.settings, hooks: replace: url would stay as it is',
      '7, staging.settings, hooks: replace: on_off is no text',
      '8, staging.settings, logs: replace: logs has no primary key by which its rows can be named',
    ])
    expect(problems('settings:\n  - { table: users, empty: true }\n  - { table: hooks, empty: true }')).toEqual([])
  })

  it('are strict in their form', () => {
    expect(
      problems(`keep_rows: [{ table: users }, { table: users, where: {} }, { table: users, where: { id: 1 }, on_clash: mine }]
settings:
  - { table: users }
  - { table: users, empty: true, blank: [token] }
  - { table: users, empty: false }
  - { table: users, set: { token: a }, blank: [token] }
  - { table: users, where: { token: { suffix: x } }, sets: {}, empty: true }`),
    ).toEqual([
      '1, staging.keep_rows[0].where is missing',
      '1, staging.keep_rows[1].where has to name a column',
      '1, staging.keep_rows[2].on_clash has to be staging or production or refuse',
      '3, staging.settings[0] has to have either empty, or what to set, blank or replace',
      '4, staging.settings[1] has to have either empty, or what to set, blank or replace',
      '5, staging.settings[2].empty has to be true',
      '6, staging.settings[3] has to name each column once',
      '7, staging.settings[4].where.token.suffix is not a known key',
      '7, staging.settings[4].where.token needs one of at_least, above, at_most, below',
      '7, staging.settings[4].sets is not a known key (set?)',
    ])
  })
})
