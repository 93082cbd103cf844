import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { draftPolicy } from '../../../shared/drafting/draft-policy.ts'
import { layOutJson } from '../../../shared/drafting/editor/lay-out.ts'
import { ownPolicySchema } from '../../../shared/drafting/editor/own-schema.ts'
import { knownNames } from '../../../shared/masking/text/known-names.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { writePolicy } from '../../../shared/policy/file/write-policy.ts'
import type { Table } from '../../../shared/schema/schema.ts'
import { reference, schema, table, unique } from '../policy/describe-schema.ts'

const names = await knownNames('en')

function made(...tables: readonly Table[]) {
  const database = schema(...tables)
  const draft = draftPolicy(database, new Map(), names, 'en', new Map())
  const own = ownPolicySchema(database, draft, transformers)
  return { draft, own, accepts: new Ajv2020({ strict: false }).compile(own) }
}

describe('the schema of a policy for one database', () => {
  const users = table(
    'users',
    { id: 'bigint not null', email: 'varchar(120) not null', surname: 'varchar(60)', born: 'date', code: 'char(8)' },
    { uniqueKeys: [unique('email')] },
  )
  const orders = table(
    'orders',
    { id: 'bigint not null', user_id: 'bigint', total: 'decimal(9,2)', full: 'decimal(9,2) generated' },
    { foreignKeys: [reference('user_id', 'users.id')] },
  )
  const { draft, own, accepts } = made(users, orders)
  const policy = (email: string, more = '') =>
    parse(`
version: 1
tables:
  users: { id: keep, email: ${email}, surname: last_name, born: birth_date, code: { mask: hash, length: 8 }${more} }
  orders: { id: keep, total: keep }`)

  it('is one that every validator takes, and that the drafted policy keeps to', () => {
    expect(() => new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(own)).not.toThrow()
    const drafted = writePolicy(draft, 'policy.schema.json')
    expect(drafted.split('\n')[0]).toBe('# yaml-language-server: $schema=policy.schema.json')
    expect([accepts(parse(drafted)), accepts.errors]).toEqual([true, null])
  })

  it('refuses a misspelt table, column, transformer or faker method, and a column that is left out', () => {
    expect(accepts(policy('email'))).toBe(true)
    const wrong = {
      transformer: policy('emial'),
      long: policy('{ mask: emial }'),
      option: policy('{ mask: email, att: qa.example }'),
      method: policy('{ mask: faker, method: location.citty }'),
      column: policy('email', ', emial: keep'),
      generated: {
        ...policy('email'),
        tables: { ...policy('email').tables, orders: { id: 'keep', total: 'keep', full: 'keep' } },
      },
      'left out': { version: 1, tables: { users: 'skip_rows', orders: { id: 'keep' } } },
      table: { version: 1, tables: { users: 'skip_rows', orders: 'skip_rows', order: 'skip_rows' } },
      'by row': policy('{ by: code, rules: { a: emial }, otherwise: email }'),
    }
    for (const [what, wanted] of Object.entries(wrong)) expect([what, accepts(wanted)]).toEqual([what, false])
  })

  it('offers on each column the rules that a plan proves there, in every position of a rule', () => {
    const takes = (rule: string) => accepts(policy(rule))
    // A unique column of addresses takes what stays unique, and no date; NULL is not for a column that is NOT NULL.
    expect(
      ['email', 'hash', 'uuid', 'keep', '{ mask: email, domain: mine }', '{ keep: "why" }'].filter(
        (rule) => !takes(rule),
      ),
    ).toEqual([])
    expect(
      ['last_name', 'birth_date', 'null', 'phone', '{ mask: birth_date }', '{ mask: shuffle, at: x }'].filter(takes),
    ).toEqual([])
    expect(takes('{ when: { code: a }, then: email, otherwise: keep }')).toBe(true)
    expect(takes('{ when: { code: a }, then: last_name, otherwise: keep }')).toBe(false)
    expect(takes('{ by: code, rules: { a: birth_date }, otherwise: email }')).toBe(false)
    // The sentence of each is where the name is.
    const { $defs } = own as { $defs: Record<string, { description?: string }> }
    expect(Object.keys($defs).filter((name) => /^(short|long)_/.test(name) && !$defs[name]!.description)).toEqual([])
    const { properties } = (
      own as never as {
        properties: { tables: { properties: { orders: { anyOf: { properties: Record<string, object> }[] } } } }
      }
    ).properties.tables.properties.orders.anyOf[1]!
    expect(properties.user_id).toMatchObject({ description: 'bigint, takes the rule of users.id' })
  })

  it('stays below half a megabyte for 300 tables of 3,000 columns, with a line for each column', () => {
    const many = Array.from({ length: 300 }, (_, n) =>
      table(
        `table_${n}`,
        Object.fromEntries(
          Array.from({ length: 10 }, (_, at) => [`column_${at}`, at < 5 ? `varchar(${20 + at})` : 'int']),
        ),
      ),
    )
    const listed = many.map(({ name, columns }) => ({
      table: name,
      columns: columns.map(({ name: column }) => ({ column, finding: null, rule: null })),
    }))
    const text = layOutJson(ownPolicySchema(schema(...many), { ...draft, tables: listed, plans: [] }, transformers))
    expect(text.length).toBeLessThan(500_000)
    expect(text.split('\n').filter((line) => /^ *"column_\d": \{.*\},?$/.test(line))).toHaveLength(3000)
    expect(JSON.parse(text)).toMatchObject({ title: 'nightmask policy of shop' })
  })
})
