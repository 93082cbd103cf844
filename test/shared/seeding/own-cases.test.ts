import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../shared/config/parse-config.ts'
import { UsageError } from '../../../shared/errors.ts'
import { ownCases } from '../../../shared/seeding/own-cases/own-cases.ts'
import { refuseCases } from '../../../shared/seeding/own-cases/refuse-cases.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { schema as schemaOf, table } from '../policy/describe-schema.ts'
import { contextOf, findCase, insertCases } from './seed-database.ts'

const sides = 'source: { url: mysql://a/b }\nstaging: { url: mysql://a/c }\n'
const casesOf = (yaml: string) => parseConfig(sides + yaml, 'nightmask.yaml', {}, {}).seed.cases

const yaml = `
seed:
  cases:
    - name: open-order
      description: An order that nobody paid.
      table: orders
      values: { user_id: { row: vip }, product_id: { any: products }, note: null }
    - name: vip
      description: A customer with a contract.
      table: users
      values: { email: vip@example.com, is_active: true, discount: 12.5, boss: { row: vip-boss } }
      rows:
        - { name: vip-boss, table: users, values: { id: 7, email: boss@example.com, is_active: false } }
        - { table: prices, values: { region: { any: regions, column: code }, user_id: { row: vip }, amount: 5 } }
    - { name: loop-a, description: x, table: users, values: { email: a@example.com, boss: { row: loop-b } } }
    - { name: loop-b, description: x, table: users, values: { email: b@example.com, boss: { row: loop-a } } }
    - { name: user-inactive, description: x, table: users }
    - { name: too-long, description: x, table: orders, values: { user_id: { row: vip }, note: abcdef } }
    - { name: too-cheap, description: x, table: users, values: { email: c@example.com, discount: -1 } }
    - { name: needs-it, description: x, table: orders, values: { user_id: { row: too-cheap } } }
`
const schema = `
  CREATE TABLE regions (id INT PRIMARY KEY, code CHAR(2) NOT NULL UNIQUE);
  INSERT INTO regions VALUES (1, 'eu');
  CREATE TABLE products (id INT PRIMARY KEY); INSERT INTO products VALUES (11), (12);
  CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(40) NOT NULL UNIQUE, is_active BOOLEAN NOT NULL, boss INT NULL,
    discount DECIMAL(4, 2) NOT NULL DEFAULT 0, FOREIGN KEY (boss) REFERENCES users (id), CONSTRAINT no_surcharge CHECK (discount >= 0));
  INSERT INTO users VALUES (1, 'x', 1, NULL, 0);
  CREATE TABLE orders (id BIGINT PRIMARY KEY, user_id INT NOT NULL, product_id INT NOT NULL, note VARCHAR(5),
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (product_id) REFERENCES products (id));
  CREATE TABLE prices (region CHAR(2) NOT NULL, user_id INT NOT NULL, amount INT NOT NULL, PRIMARY KEY (region, user_id),
    FOREIGN KEY (region) REFERENCES regions (code), FOREIGN KEY (user_id) REFERENCES users (id))`

describeEachServer("the configuration's own cases", (server) => {
  it('become rows that are linked as they say, and name what the schema does not let in', async () => {
    const database = await freshDatabase(server, 'own')
    await runSql(database.url, schema)
    const context = await contextOf(database)
    const { cases, leftOut } = await ownCases(casesOf(yaml), context, new Set(['user-inactive']))
    await insertCases(context, database.url, cases)

    expect(cases.map(({ name, key }) => [name, key])).toEqual([
      ['vip', { id: '2020000000' }],
      ['open-order', { id: '8500000000000000' }],
    ])
    expect(await findCase(database.url, cases[0]!)).toMatchObject({
      email: 'vip@example.com',
      boss: '7',
      discount: '12.50',
    })
    expect(await findCase(database.url, cases[1]!)).toMatchObject({
      user_id: '2020000000',
      product_id: '11',
      note: null,
    })
    expect(await runSql(database.url, 'SELECT * FROM prices')).toEqual([['eu', '2020000000', '5']])
    expect(leftOut).toEqual([
      'loop-a: refers to loop-b, which is left out',
      'loop-b: refers to itself by way of loop-a, loop-b',
      'user-inactive: another edge case has this name already',
      'too-long: orders.note is too short for it',
      'too-cheap: the CHECK no_surcharge of users does not let it in, or is too much for nightmask',
      'needs-it: refers to too-cheap, which is left out',
    ])
  })
})

describe("the configuration's own cases", () => {
  it('are refused with the line of every table and column that the schema lacks or that takes no value', () => {
    const wrong = `seed:
  cases:
    - name: a
      description: x
      table: user
    - name: b
      description: x
      table: users
      values:
        emial: b@example.com
        low: b
        boss: { any: boss }
        team: { any: teams, column: nam }
        place: { any: places }
      rows:
        - { name: c, table: orders, values: { user_id: { row: b, column: key }, boss: { row: a } } }
        - { table: sessions, values: { anything: 1 } }
`
    const users = table('users', {
      id: 'int',
      email: 'text',
      low: 'text generated',
      boss: 'int',
      team: 'int',
      place: 'int',
    })
    const others = [
      table('orders', { id: 'int', user_id: 'int', boss: 'int' }),
      table('teams', { id: 'int', name: 'text' }),
      table('places', { x: 'int', y: 'int' }, { primaryKey: ['x', 'y'] }),
      table('sessions', { id: 'int' }),
    ]
    const filled = new Set(['users', 'orders', 'teams', 'places'])
    const refuse = () => refuseCases(casesOf(wrong), schemaOf(users, ...others), filled)
    expect(refuse).toThrow(UsageError)
    expect(refuse).toThrow(
      'nightmask.yaml: 8 problems — line 7, there is no table user (users?); line 12, users has no column emial (email?); line 13, users.low is generated: the server makes its value; line 14, there is no table boss; line 15, teams has no column nam (name?); line 16, users.place: name the `column` of places that is meant; line 18, users has no column key; line 19, sessions takes no edge case: the policy leaves it empty or staging keeps its own',
    )
  })

  it('are refused with all their problems and lines when they are not well formed', () => {
    const wrong = `seed:
  cases:
    - { name: VIP, description: x, table: users }
    - { name: a, description: x, table: users, values: { boss: { row: nobody } } }
    - name: b
      description: x
      table: users
      rows:
        - { name: a, table: users, values: {} }
`
    expect(() => casesOf(wrong)).toThrow(
      '3 problems — line 5, seed.cases[0].name has to be lower case with hyphens, like vip-customer; line 6, seed.cases[1].values.boss.row is the name of no row of `cases`; line 11, seed.cases[2].rows[0].name is the name of another row too',
    )
  })
})
