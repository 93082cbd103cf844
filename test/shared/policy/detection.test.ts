import { describe, expect, it } from 'vitest'
import { knownNames } from '../../../shared/masking/text/known-names.ts'
import { detect } from '../../../shared/policy/detection/detect.ts'
import { detectByName } from '../../../shared/policy/detection/names/by-name.ts'
import { personalDefinitions } from '../../../shared/policy/detection/names/definitions.ts'
import { wordsOf } from '../../../shared/policy/detection/names/name-words.ts'
import { hasFewValues } from '../../../shared/policy/detection/values/few-values.ts'
import type { Table } from '../../../shared/schema/schema.ts'
import { reference, schema, table } from './describe-schema.ts'

const names = await knownNames('en')
const kindsByName = (of: Table) => Object.fromEntries([...detectByName(of)].map(([name, { kind }]) => [name, kind]))
const texts = (...columns: string[]) => Object.fromEntries(columns.map((name) => [name, 'varchar(120)']))
/** What the values of one column say, in a table about nothing. */
function byValues(values: readonly (string | null)[], type = 'varchar(200)') {
  const things = table('things', { id: 'int', c: type })
  const { found } = detect(schema(things), new Map([['things', new Map([['c', values]])]]), names)
  return [...found.values()][0] ?? null
}

describe('detection by names', () => {
  it('reads snake, camel, Pascal, kebab and accented names alike', () => {
    expect(
      [
        'first_name',
        'firstName',
        'FirstName',
        'first-name',
        'FIRST_NAME',
        'Prénom',
        'addressLine2',
        'Straße',
        'userIP',
      ].map(wordsOf),
    ).toEqual([...Array(5).fill('_first_name_'), '_prenom_', '_address_line_2_', '_strasse_', '_user_ip_'])
  })

  it('takes the number of a row of another table for what it is, whatever it is called', () => {
    const columns = { id: 'int', address: 'int', phone: 'bigint', email: 'varchar(90)' }
    const keys = { foreignKeys: [reference('address', 'addresses.id'), reference('email', 'logins.email')] }
    expect(kindsByName(table('customers', columns, keys))).toEqual({ phone: 'phone', email: 'email' })
  })

  it('knows personal columns in several languages, and leaves what only sounds like them', () => {
    const personal = {
      ...texts('EmailAddress', 'correo_electronico', 'courriel', 'private_mail'),
      ...texts('nachname', 'apellido_materno', 'SobreNome', 'achternaam', 'vorname', 'prenom', 'given_name'),
      ...texts('telefonnummer', 'mobilePhone', 'fax_no', 'strasse', 'Direccion', 'address_line_1', 'hausnummer'),
      ...texts('SSN', 'steuer_id', 'passport_number', 'insurance_no', 'iban', 'kontonummer', 'cc_number'),
      ...texts('password_hash', 'encrypted_password', 'api_key', 'resetToken', 'last_login_ip', 'user_agent'),
      date_of_birth: 'date',
      Geburtsdatum: 'date',
      fecha_nacimiento: 'date',
      ...texts(
        'user_url',
        'author_homepage',
        'HomePage',
        'personal_site',
        'linkedin_profile',
        'mastodon',
        'user_web_site',
      ),
      ...texts('x_forwarded_for', 'remote_address', 'cc_last_4', 'cc_owner', 'otp_backup_codes', 'stripe_customer_id'),
      user_login: 'varchar(60)',
      Bemerkung: 'text',
    }
    expect(kindsByName(table('t', personal))).toEqual(
      Object.fromEntries(Object.keys(personal).map((name) => [name, expect.any(String)])),
    )
    const innocent = {
      ...texts(
        'title',
        'status',
        'sku',
        'email_template',
        'street_art',
        'colour',
        'currency',
        'namespace',
        'passage',
        'state',
        'city',
        'name',
        'website',
        'url',
        'page_link',
        'line1',
        'slug',
        'uid',
        'value',
      ),
      email_verified: 'tinyint(1)',
      phone_count: 'int',
      password_changed_at: 'datetime',
      ip_count: 'int',
      note: 'varchar(20)',
      long_description: 'int',
    }
    expect(kindsByName(table('products', innocent))).toEqual({})
  })

  it('reads a table whole: a city beside a street, a name among customers, a position of somebody', () => {
    expect(kindsByName(table('cities', { id: 'int', ...texts('city', 'state', 'zip'), lat: 'decimal(9,6)' }))).toEqual(
      {},
    )
    expect(kindsByName(table('shipments', { id: 'int', ...texts('street', 'city', 'state', 'zip') }))).toMatchObject({
      city: 'city',
      state: 'region',
      zip: 'postal_code',
    })
    expect(kindsByName(table('kunden', { id: 'int', name: 'varchar(80)', bild: 'blob' }))).toEqual({
      name: 'full_name',
      bild: 'picture',
    })
    const track = table(
      'tracks',
      { id: 'int', user_id: 'int', lat: 'decimal(9,6)' },
      { foreignKeys: [reference('user_id', 'users.id')] },
    )
    expect(kindsByName(track)).toEqual({ lat: 'latitude' })
    expect(
      kindsByName(table('visits', { id: 'int', user_id: 'int', ...texts('city', 'website', 'line_2', 'rue') })),
    ).toEqual({
      city: 'city',
      website: 'web_address',
      line_2: 'street',
      rue: 'street',
    })
    const attributes = { id: 'int', attribute_id: 'int', value: 'varchar(200)' }
    expect(kindsByName(table('customer_varchar', attributes))).toEqual({ value: 'echo' })
    expect(kindsByName(table('product_varchar', attributes))).toEqual({})
  })

  it('knows columns of few values by type and by name', () => {
    const { columns } = table('t', {
      a: "enum('x')",
      b: 'tinyint(1)',
      country: 'varchar(60)',
      city: 'varchar(60)',
      c: 'tinyint',
    })
    expect(columns.map(hasFewValues)).toEqual([true, true, true, false, false])
  })
})

describe('detection by sampled values', () => {
  it.each([
    ['email', ['a.b@c.example', 'x+y@mail.co.uk', null]],
    ['network_address', ['192.0.2.1', '2001:db8::1']],
    ['bank_account', ['DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432']],
    ['card_number', ['4111 1111 1111 1111', '5500000000000004']],
    ['password', ['$2y$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=65536']],
    ['phone', ['+49 30 1234567', '(415) 555-2671', '030 / 123 45 67']],
    ['national_id', ['078-05-1120', '219-09-9999']],
    ['location', ['52.52000, 13.40495', '-33.8688,151.2093']],
    ['free_text', ['call me', 'or write to a.b@c.example today']],
    ['secret', [`${Buffer.from('{"email":"a.b@c.example"}').toString('base64')}--0a1b`, 'bm90aGluZw==']],
    ['structured', ['{"user": {"email": "a.b@c.example"}}', '{}']],
    ['structured', ['a:1:{s:9:"last_name";s:4:"Diaz";}', 'a:0:{}']],
    ['structured', ['<person><phone>+49 30 1234567</phone></person>', '<person/>']],
    [
      'public_name',
      ['Anna Kowalski', 'Peter Vandenberg', 'Young, Angus', 'Laura Meier / James Smith', 'Thomas Müller'],
    ],
  ])('calls values that look like it %s', (kind, values) => {
    expect(byValues(values)?.kind).toBe(kind)
  })

  it.each([
    [['978-3-16-148410-0', '978-0-306-40615-7']],
    [['2024-01-31', '2023-12-01']],
    [['10.0.1', '2.11.9']],
    [['0001234567', '0001234568']],
    [['4111 1111 1111 1112', '1234567890123456']],
    [['DE89 3704 0044 0532 0130 01']],
    [['Anna', 'PETER', 'laura', 'James', 'Thomas']],
    [['Desk lamp', 'Bookshelf', 'Rose', 'Chair', 'Table', 'Jordan']],
    [['{"colour": "green", "size": 3}']],
    [['a3f5c1d2e4b6978812345678deadbeef']],
    [[Buffer.from('{"colour":"green","size":"3","shape":"round"}').toString('base64')]],
    [['19.99', '120.50']],
    [['', ' ', null]],
  ])('leaves what only looks like it: %j', (values) => {
    expect(byValues(values)).toBe(null)
  })

  it('says how many values, and never one of them', () => {
    expect(byValues(['a.b@c.example', 'x+y@mail.co.uk', 'n/a'])?.because).toBe(
      '2 of 3 sampled values look like e-mail addresses',
    )
  })

  it('finds columns that are copies of personal ones, both halves of a name together too; what holds one within, the rehearsal finds', () => {
    const users = table('users', { id: 'int', ...texts('first_name', 'last_name', 'email') })
    const things = table('things', {
      id: 'int',
      made_by: 'varchar(80)',
      label: 'varchar(80)',
      history: 'text',
      colour: 'varchar(20)',
    })
    const { found } = detect(
      schema(users, things),
      new Map([
        [
          'users',
          new Map([
            ['first_name', ['Zoë', 'Kim', 'Odo']],
            ['last_name', ['Tamboura', 'Ossowski', 'Varga']],
            ['email', ['z@x.example', 'k@x.example', 'o@x.example']],
          ]),
        ],
        [
          'things',
          new Map([
            ['made_by', ['Z@X.example', 'k@x.example']],
            ['label', ['Lamp', 'varga odo', 'ossowski kim', 'Zoë Tamboura']],
            ['history', ['x'.repeat(200), `${'y '.repeat(60)} given to Zoë Tamboura`]],
            ['colour', ['red', 'zoë']],
          ]),
        ],
      ]),
      names,
    )
    const things_ = [...found]
      .filter(([id]) => id.includes('things'))
      .map(([id, { kind }]) => `${JSON.parse(id)[1]} ${kind}`)
    expect(things_.sort()).toEqual(['label full_name', 'made_by email'])
  })

  it('takes dates that spread over generations for dates of birth, in tables about people only', () => {
    const dates = ['1931-01-01', '1955-05-05', '1977-07-07', '1990-09-09', '2001-01-01']
    const kinds = (name: string, column: string) => {
      const people = table(name, { id: 'int', [column]: 'date' })
      const { found } = detect(schema(people), new Map([[name, new Map([[column, dates]])]]), names)
      return [...found.values()].map(({ kind }) => kind)
    }
    expect([kinds('patients', 'd1'), kinds('patients', 'hired_on'), kinds('treaties', 'd1')]).toEqual([
      ['birth_date'],
      [],
      [],
    ])
  })
})

describe('detection by both', () => {
  /** What is found in the columns of a table, or why a column that is called like a personal one is none. */
  function judge(name: string, columns: Record<string, string>, rows: Record<string, (string | null)[]>) {
    const { found, cleared } = detect(
      schema(table(name, { id: 'int', ...columns })),
      new Map([[name, new Map(Object.entries(rows))]]),
      names,
    )
    const verdict = (column: string) =>
      found.get(JSON.stringify([name, column]))?.kind ?? cleared.get(JSON.stringify([name, column]))
    return Object.fromEntries(Object.keys(columns).map((column) => [column, verdict(column) ?? null]))
  }

  it.each([
    [
      'customers',
      'state',
      ['complete', 'pending_payment', 'Closed', 'Bavaria', null],
      'where things stand or codes, not where somebody lives',
    ],
    ['customers', 'state', ['Bavaria', 'New', 'Saxony'], 'region'],
    ['customers', 'do_not_phone', ['0', '1'], null],
    ['customers', 'phone', ['0', '1', '0'], 'its values are flags'],
    ['customers', 'mail', ['html', 'text'], 'none of its values is an e-mail address'],
    ['customers', 'name', ['ROLE_ADMIN', 'ROLE_USER'], 'its values are codes, not names'],
    [
      'customers',
      'note',
      [...Array(19).fill('Flat rate'), ''],
      'few texts for many rows: nobody wrote them about anybody',
    ],
    ['customers', 'note', ['Flat rate', 'Flat rate', 'was rude to Ann'], 'free_text'],
    ['products', 'description', ['A lamp'], null],
    ['product_reviews', 'title', ['Not for me'], 'prose'],
    ['customer_types', 'name', ['Firm', 'Person'], null],
    ['user_roles', 'display_name', ['Chief', 'Clerk'], 'a word for a kind of things, not a name'],
    ['stores', 'address', ['1 Quay Street'], 'where a place of business is, not a person'],
    ['books', 'author', ['Terp, J.'], 'who made what is published'],
    ['customers', 'c1', ['Anna', 'PETER', 'laura', 'James', 'Thomas'], 'first_name'],
    ['modules', 'version', ['1.6.0.0', '1.7.2.1'], null],
  ])('judges %s.%s by its values and its table: %j', (name, column, values, verdict) => {
    expect(judge(name, { [column]: 'varchar(200)' }, { [column]: values })).toEqual({ [column]: verdict })
  })
})

it('comments, defaults, labels and programs that mention somebody are named and not quoted', () => {
  const users = table('users', { id: 'int', plan: 'varchar(10)' })
  const [id, plan] = users.columns
  const told = personalDefinitions({
    ...schema({
      ...users,
      columns: [id!, { ...plan!, comment: 'ask jo@corp.example', defaultSql: "'+49 30 1234567'" }],
    }),
    programs: [
      {
        type: 'view',
        name: 'v',
        table: null,
        createSql: "SELECT 'jo@corp.example'",
        sqlMode: '',
        charsetClient: '',
        collationConnection: '',
      },
    ],
  })
  expect(told).toEqual(['users.plan: its comment', 'users.plan: its default', 'the text of the view v'])
})
