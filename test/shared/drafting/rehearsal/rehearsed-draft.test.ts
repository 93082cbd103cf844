import { expect, it } from 'vitest'
import { rehearsedDraft } from '../../../../shared/drafting/rehearsal/rehearsed-draft.ts'
import { knownNames } from '../../../../shared/masking/text/known-names.ts'
import { loadCommonWords } from '../../../../shared/policy/detection/names/common-words.ts'
import { schema, table, unique } from '../../policy/describe-schema.ts'

const names = await knownNames('en')
const people = ['Ana de la Cruz', 'Bo van der Berg', 'Li Wei Chen', 'Jo von Stein']
const sites = [
  'https://cruz.example/~ana',
  'https://berg.example/',
  'https://li-wei.example/me',
  'https://stein.example/jo',
]
const users = table('users', { id: 'int', full_name: 'varchar(80)', user_url: 'varchar(200)' })
const posts = table(
  'posts',
  {
    id: 'int',
    headline: 'varchar(200)',
    slug: 'varchar(200)',
    link: 'varchar(200)',
    note: 'text',
    colour: 'varchar(20)',
    post_password: 'varchar(200) not null',
  },
  { uniqueKeys: [unique('slug')] },
)
const samples = new Map([
  [
    'users',
    new Map([
      ['id', ['1', '2', '3', '4']],
      ['full_name', people],
      ['user_url', sites],
    ]),
  ],
  [
    'posts',
    new Map([
      ['id', ['1', '2', '3', '4']],
      ['headline', ['Spring is here', 'We meet Ana de la Cruz today', 'Summer is here', null]],
      ['slug', ['spring', 'bo-van-der-berg-2', 'summer', 'autumn']],
      ['link', ['https://shop.example/1', sites[1]!, 'https://shop.example/2', null]],
      ['note', [`${'long '.repeat(40)} seen on ${sites[0]} yesterday`, null, null, null]],
      ['colour', ['red', 'green', 'red', null]],
      ['post_password', ['', '', '', 'sesame']],
    ]),
  ],
])
const { tables } = rehearsedDraft(schema(users, posts), samples, names, 'en', await loadCommonWords('en'))
const drafted = Object.fromEntries(tables[1]!.columns.map(({ column, rule, finding }) => [column, { rule, finding }]))

it('masks what repeats a real value where the leak check would find it: within names of pages, addresses and sentences', () => {
  const rules = Object.entries(drafted).map(([column, { rule }]) => [column, rule?.options.method ?? rule?.mask])
  expect(Object.fromEntries(rules)).toEqual({
    id: 'keep',
    headline: 'word.words',
    slug: 'hash',
    link: 'internet.url',
    note: 'free_text',
    colour: 'keep',
    post_password: 'constant',
  })
})

it('says of which column, and never a value', () => {
  const told = Object.values(drafted).map(({ finding }) => finding?.because ?? '')
  expect(told).toContain('1 of 4 sampled values hold one of users.full_name')
  for (const value of [...people, ...sites]) expect(told.join()).not.toContain(value)
})

it('takes a password off where most rows have none, so that nobody is locked out', () => {
  expect(drafted.post_password?.rule?.options).toEqual({ value: '' })
})

const words = await loadCommonWords('en')
const draftOf = (tables: Record<string, Record<string, readonly string[]>>) =>
  rehearsedDraft(
    schema(
      ...Object.entries(tables).map(([name, columns]) =>
        table(name, Object.fromEntries(Object.keys(columns).map((column) => [column, 'varchar(200)']))),
      ),
    ),
    new Map(Object.entries(tables).map(([name, columns]) => [name, new Map(Object.entries(columns))])),
    names,
    'en',
    words,
  )
const ruleIn = (draft: ReturnType<typeof draftOf>, place: string) =>
  draft.tables
    .flatMap(({ table, columns }) => columns.map((column) => ({ ...column, place: `${table}.${column.column}` })))
    .find((column) => column.place === place)?.rule
const members = {
  login: ['mortar', 'ilse.k', 'ovidkar', 'bramble7'],
  email: ['m@mail.example', 'i@mail.example', 'o@mail.example', 'b@mail.example'],
}

it('masks a column for the cells that hit, and looks for none of its other words: one address alias takes no page name with it', () => {
  const draft = draftOf({
    address: { alias: ['7 Larch Gate', 'home', 'suppliers'], street: ['7 Larch Gate', '2 Fen Row', '9 Hill End'] },
    page: { controller: ['suppliers', 'basket', 'imprint'] },
    module: { name: ['basket', 'feeds', 'banners'] },
  })
  expect(ruleIn(draft, 'address.alias')).toMatchObject({ originals: 'elsewhere' })
  expect([ruleIn(draft, 'page.controller')?.mask, ruleIn(draft, 'module.name')?.mask]).toEqual(['keep', 'keep'])
})

it('keeps a vocabulary of which a common word is also a user name, and accepts that word', () => {
  const draft = draftOf({ members, materials: { material: ['mortar', 'gravel', 'slate'] } })
  expect(ruleIn(draft, 'materials.material')?.mask).toBe('keep')
  expect(draft.accepted).toMatchObject([{ in: 'materials.material', of: 'members.login', values: 1, cells: null }])
  expect(draft.asked).toEqual([])
})

it('asks where a whole cell is a user name and no common word, keeping the column', () => {
  const draft = draftOf({ members, materials: { material: ['ovidkar', 'gravel', 'slate'] } })
  expect(ruleIn(draft, 'materials.material')?.mask).toBe('keep')
  expect(draft).toMatchObject({
    accepted: [],
    asked: [{ in: 'materials.material', of: 'members.login', what: 'a single word' }],
  })
})

it('masks a column of which most values are surnames, as surnames', () => {
  const draft = draftOf({
    guests: { first_name: ['Uta', 'Ole', 'Ivo', 'Pia'], last_name: ['Quist', 'Odegard', 'Marek', 'Vollan'] },
    party: { host: ['Quist', 'Odegard', 'Vollan', 'Seaside'] },
  })
  expect(ruleIn(draft, 'party.host')).toMatchObject({ mask: 'last_name' })
})

it('finds first and last name together where a table keeps them apart', () => {
  const draft = draftOf({
    guests: { first_name: ['Uta', 'Ole', 'Ivo', 'Pia'], last_name: ['Quist', 'Odegard', 'Marek', 'Vollan'] },
    rooms: { label: ['Terrace', 'Room of Marek Ivo', 'Cellar', 'Attic'] },
  })
  expect(ruleIn(draft, 'rooms.label')).toMatchObject({ originals: 'elsewhere' })
})

it('replaces within structured values what repeats somebody at a path that nothing gave away, and keeps the rest of them', () => {
  const payload = (of: string, n: number) => JSON.stringify({ action: 'moved', of, at: { shelf: n } })
  const draft = draftOf({
    members,
    log: {
      payload: [payload('tub 4', 1), payload('ovidkar', 2), payload('bramble7', 3), payload('tub 9', 4)],
      state: ['{"wait":[1,2]}', '{"wait":[]}', '{"wait":[3]}', '{"wait":[]}'],
    },
  })
  const rule = ruleIn(draft, 'log.payload')
  expect(rule?.mask).toBe('json')
  expect(rule?.inside?.branches.map(({ path, rule: { originals } }) => [path, originals])).toEqual([
    ['$.of', 'elsewhere'],
  ])
  expect(rule?.inside?.otherwise.mask).toBe('keep')
  expect(ruleIn(draft, 'log.state')?.mask).toBe('keep')
  const [finding] = draft.tables
    .flatMap(({ columns }) => columns)
    .flatMap(({ column, finding }) => (column === 'payload' ? [finding] : []))
  expect(finding?.because).toContain('values at $.of hold one of members.login')
})
