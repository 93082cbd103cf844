import { beforeAll, describe, expect, it } from 'vitest'
import { firstNames, lastNames } from '../../../shared/masking/transformers/pools.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { reference, table, unique } from '../policy/describe-schema.ts'
import { rowsMasker } from './mask-rows.ts'

beforeAll(() => loadLocales(['en', 'de']))

const people = table(
  'people',
  {
    id: 'bigint',
    ...{
      given: 'varchar(20)',
      family: 'varchar(30)',
      display: 'varchar(80)',
      mail: 'varchar(60)',
      login: 'varchar(30)',
    },
    ...{ sex: "enum('f','m')", greeting: 'varchar(90)' },
  },
  { uniqueKeys: [unique('mail'), unique('login')] },
)
const purchases = table(
  'purchases',
  { id: 'int', person_id: 'int', shipped_to: 'varchar(200)', mail: 'varchar(100)' },
  { foreignKeys: [reference('person_id', 'people.id')] },
)
const policy = `  people:
    id: keep
    given: { mask: persona, of: people.id, part: first_name }
    family: { mask: persona, of: people.id, part: last_name }
    display: { mask: persona, of: people.id }
    mail: { mask: persona, of: people.id, part: email }
    login: { mask: persona, of: people.id, part: username }
    sex: { mask: persona, of: people.id, part: gender, forms: [f, m] }
    greeting: { mask: persona, of: people.id, template: "Dear {salutation} {last_name}" }
  purchases:
    id: keep
    shipped_to: { mask: persona, of: people.id, part: sort_name }
    mail: { mask: persona, of: people.id, part: email }
`
const rows = Array.from({ length: 4000 }, (_, n) => [String(n), ...Array(5).fill(`was ${n}`), '1', 'Dear you'])

describe('a persona', () => {
  it('is one person in every column and table, even where all names of the locale are somebody’s', () => {
    const taken = [...firstNames('en'), ...lastNames('en')]
    for (const originals of [[], taken]) {
      const mask = rowsMasker(policy, [people, purchases], originals)
      const bought = new Map(
        mask(
          'purchases',
          rows.map(([id]) => [`9${id}`, id!, 'somebody', 'a@b.c']),
        ).map((row) => [row[1], row] as const),
      )
      const disagreeing = mask('people', rows).filter(([id, first, last, full, mail, login, sex, greeting]) => {
        const [, , sortName, otherMail] = bought.get(id)!
        const slug = (name: string) =>
          name
            .normalize('NFKD')
            .toLowerCase()
            .replaceAll(/[^a-z]/g, '')
        const agrees =
          full === `${first} ${last}` &&
          sortName === `${last}, ${first}` &&
          mail!.startsWith(`${slug(first!)}.${slug(last!)}`.slice(0, 20)) &&
          otherMail!.startsWith(`${slug(first!)}.${slug(last!)}.`) &&
          login!.startsWith(slug(first!).slice(0, 10)) &&
          greeting === `Dear ${sex === '1' ? 'Ms.' : 'Mr.'} ${last}`
        const isSomebodys = originals.some((name) => name.length > 2 && (name === first || name === last))
        return !agrees || isSomebodys
      })
      expect(disagreeing).toEqual([])
    }
  })

  it('differs from person to person and from key to key, and is drawn from the value where a row is about nobody', () => {
    const mask = rowsMasker(policy, [people, purchases])
    const masked = mask('people', rows)
    for (const column of [4, 5]) expect(new Set(masked.map((row) => row[column])).size).toBe(rows.length)
    expect(new Set(masked.map(([, , , full]) => full)).size).toBeGreaterThan(rows.length * 0.95)
    const other = rowsMasker(policy, [people, purchases], [], 2)('people', rows.slice(0, 50))
    expect(other.filter((row, n) => row[3] === masked[n]![3])).toEqual([])
    const guests = mask('purchases', [
      ['1', null, 'Guest One', 'one@guests.test'],
      ['2', null, 'Guest Two', 'two@guests.test'],
    ])
    expect(guests[0]![2]).not.toBe(guests[1]![2])
  })

  it('is refused where nothing says whom a row is about, or two rows may be about the same one', () => {
    const told = (rule: string, ...tables: Parameters<typeof rowsMasker>[1][number][]) => {
      const text = `  people: { id: keep, given: keep, family: keep, display: keep, mail: keep, login: keep, sex: keep, greeting: keep }
  purchases: { id: keep, person_id: keep, shipped_to: ${rule}, mail: keep }
`
      const kept = text.replaceAll(/(\w+): keep/g, '$1: { keep: "for the test" }')
      try {
        rowsMasker(kept, [people, ...tables])
      } catch (error) {
        return (error as Error).message.replace(/^.*?: .*? — /, '')
      }
      return 'taken'
    }
    const unrelated = { ...purchases, foreignKeys: [] }
    expect(told('{ mask: persona, of: people.id }', unrelated)).toMatch(
      /of: which column of purchases holds people.id\? \(no foreign key leads from purchases there\) Name it, as in via: user_id/,
    )
    expect(told('{ mask: persona, of: people.id, via: person }', unrelated)).toMatch(
      /via: purchases has no column person\b/,
    )
    expect(told('{ mask: persona, of: persons.id }', purchases)).toMatch(/of: there is no table persons\b/)
    expect(told('{ mask: persona, of: people }', purchases)).toMatch(/name the key of the people as table.column/)
    const only = { ...purchases, uniqueKeys: [unique('shipped_to')] }
    expect(told('{ mask: persona, of: people.id, part: email }', only)).toMatch(/two rows about one person/)
    expect(told('{ mask: persona, of: people.id, template: "{frist_name}" }', purchases)).toMatch(/may name in braces/)
    expect(told('{ mask: persona, of: people.id, via: person_id }', unrelated)).toBe('taken')
  })
})

describe('date_shift', () => {
  const visits = table(
    'visits',
    { id: 'int', person_id: 'int', at: 'datetime', until: 'timestamp', day: 'date', noted: 'bigint' },
    { foreignKeys: [reference('person_id', 'people.id')], uniqueKeys: [unique('person_id,day')] },
  )
  const shift = '{ mask: date_shift, of: people.id, days: 90 }'
  const rules = `${policy.slice(0, policy.indexOf('  purchases'))}  visits: { id: keep, at: ${shift}, until: ${shift}, day: ${shift}, noted: ${shift} }
`
  it('moves all dates of a person by the same days, never by none, and keeps the time of day', () => {
    const visit = (n: number) => [
      ...[String(n), String(n % 300), '2024-02-28 23:59:58.250', '2024-03-01 00:00:00', '0000-00-00', '1709164800'],
    ]
    const masked = rowsMasker(rules, [people, visits])(
      'visits',
      Array.from({ length: 900 }, (_, n) => visit(n)),
    )
    const days = masked.map(([, , at, until, day, noted]) => {
      const moved = (text: string, from: string) =>
        (Date.parse(`${text.slice(0, 10)}Z`) - Date.parse(`${from}Z`)) / 86_400_000
      expect([at!.slice(10), until!.slice(10), day]).toEqual([' 23:59:58.250', ' 00:00:00', '0000-00-00'])
      const by = moved(at!, '2024-02-28')
      expect([moved(until!, '2024-03-01'), (Number(noted) - 1709164800) / 86_400]).toEqual([by, by])
      return by
    })
    expect(days.slice(0, 600)).toEqual(days.slice(300))
    expect([Math.min(...days) >= -90, Math.max(...days) <= 90, days.includes(0)]).toEqual([true, true, false])
    expect(new Set(days).size).toBeGreaterThan(80)
  })
})
