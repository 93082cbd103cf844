import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { table } from '../policy/describe-schema.ts'
import { rowsMasker } from './mask-rows.ts'

beforeAll(() => loadLocales(['en', 'de']))

/** Rules, the type of their column, and values that nobody has. NULL and the empty text come before them. */
const pinned: Readonly<Record<string, readonly [rule: string, type: string, ...values: string[]]>> = {
  hash: ['hash', 'varchar(40)', 'Quill Marrow'],
  email: ['email', 'varchar(80)', 'quill@marrow.test', 'QUILL@marrow.test'],
  first_name: ['first_name', 'varchar(40)', 'Quill'],
  last_name: ['{ mask: last_name, locale: de }', 'varchar(40)', 'Marrow'],
  full_name: ['full_name', 'varchar(80)', 'Quill Marrow'],
  username: ['username', 'varchar(40)', 'quill77'],
  phone: ['phone', 'varchar(40)', '030 555 77'],
  'phone of a country': ['{ mask: phone, country: US }', 'varchar(40)', '030 555 77'],
  digits: ['digits', 'varchar(40)', '+49 (30) 123-4567', '12'],
  network_address: ['network_address', 'varchar(45)', '10.20.30.40', '2001:db8::7'],
  uuid: ['uuid', 'char(36)', '123e4567-e89b-12d3-a456-426614174000'],
  shuffle: ['shuffle', "enum('a','b','c')", '1', '2', '3'],
  free_text: ['free_text', 'text', 'Called twice about the parcel, nobody was there.'],
  'free_text, redacted': ['{ mask: free_text, mode: redact }', 'text', 'Ask quill@marrow.test about it'],
  faker: ['{ mask: faker, method: location.city }', 'varchar(60)', 'Marrowfield'],
  persona: [
    '{ mask: persona, of: t.id, template: "{salutation} {full_name}, {street}, {email}" }',
    'varchar(250)',
    'x',
  ],
  date_shift: ['{ mask: date_shift, of: t.id }', 'datetime', '2024-02-29 10:11:12'],
  birth_date: ['birth_date', 'date', '1980-05-17'],
  card: ['card', 'varchar(30)', '5555 4444 3333 2222'],
  iban: ['iban', 'varchar(40)', 'GB82 WEST 1234 5698 7654 32'],
  mac_address: ['mac_address', 'char(17)', '3C-22-FB-01-02-03'],
  url: ['url', 'varchar(120)', 'https://marrow.test/quill?page=7'],
  pattern: ['{ mask: pattern, pattern: "@@-####-!", check: luhn }', 'char(9)', 'QM-1234-5'],
  json: [
    '{ mask: json, paths: { $.mail: email, "$.tel[*]": digits }, otherwise: keep }',
    'text',
    '{"mail": "quill@marrow.test", "tel": ["+49 30 1234567", 1234567]}',
  ],
  php_serialized: [
    '{ mask: php_serialized, paths: { $.mail: email }, otherwise: keep }',
    'text',
    'a:1:{s:4:"mail";s:17:"quill@marrow.test";}',
  ],
  noise: ['noise', 'decimal(9,2)', '1234.50'],
}
const unpinned = ['keep', 'null', 'constant', 'password', 'point', 'bucket', 'truncate']
const file = 'test/fixtures/pseudonyms.json'

// A pseudonym that changes with the program breaks what testers have written down, and joins with what was exported before.
it('every kind makes what it made before; NIGHTMASK_WRITE_PSEUDONYMS=1 writes the file anew, for a change that is meant', () => {
  const made = Object.fromEntries(
    Object.entries(pinned).map(([name, [rule, type, ...values]]) => {
      const mask = rowsMasker(`  t: { id: keep, a: ${rule} }\n`, [table('t', { id: 'int', a: type })])
      return [
        name,
        mask(
          't',
          [null, ...values].map((value, n) => [String(n), value]),
        ).map(([, cell]) => cell),
      ]
    }),
  )
  if (process.env.NIGHTMASK_WRITE_PSEUDONYMS) writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
  expect(made).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  const kinds = Object.values(pinned).map(([rule]) => /mask: (\w+)/.exec(rule)?.[1] ?? rule)
  expect([...new Set([...kinds, ...unpinned])].sort()).toEqual([...transformers.keys()].sort())
})
