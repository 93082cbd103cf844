// Whether personas agree, over as many people as are asked for: npm run bench:personas -- [--people 1000000]
// Every second first and last name of the locale is somebody's, so that many are drawn again. No server is needed. What a million and more
// came to is written to bench/results/personas.jsonl.

import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DigestSet } from '../shared/masking/digests/digest-set.ts'
import { OriginalDigest } from '../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../shared/masking/digests/subkeys.ts'
import { batchOf } from '../shared/masking/rows/lone-rows.ts'
import { RowMasker } from '../shared/masking/rows/row-masker.ts'
import { charsetOf } from '../shared/masking/text/charset.ts'
import { transformers } from '../shared/masking/transformers/index.ts'
import { firstNames, lastNames } from '../shared/masking/transformers/pools.ts'
import { readPolicy } from '../shared/policy/file/parse-policy.ts'
import { loadLocales } from '../shared/policy/locales.ts'
import { resolvePolicy } from '../shared/policy/resolving/resolve-policy.ts'
import { describeColumn } from '../shared/schema/describe-column.ts'
import type { Schema, Table } from '../shared/schema/schema.ts'

const { values } = parseArgs({ options: { people: { type: 'string', default: '1000000' } } })
const people = Number(values.people)
const atOnce = 10_000
const recordedFrom = 1_000_000
const parts = ['first_name', 'last_name', 'full_name', 'sort_name', 'email', 'username', 'salutation'] as const

await loadLocales(['en'])
const table: Table = {
  name: 'people',
  engine: 'InnoDB',
  columns: ['id', ...parts].map((name, at) => describeColumn(name, at === 0 ? 'int' : 'varchar(120)', at + 1)),
  primaryKey: ['id'],
  ...{ uniqueKeys: [], foreignKeys: [], checks: [], createSql: 'CREATE TABLE people (\n  id int\n)' },
  ...{ rowsEstimate: people, bytesEstimate: people * 100, sqlMode: '', systemVersioned: false },
}
const schema: Schema = {
  ...{ database: 'bench', tables: [table], programs: [], charset: 'utf8mb4', collation: 'utf8mb4_0900_ai_ci' },
  server: { family: 'mysql', version: '8.4.0' },
}
const rules = parts.map((part) => `    ${part}: { mask: persona, of: people.id, part: ${part} }`)
const text = ['version: 1', 'tables:', '  people:', '    id: keep', ...rules].join('\n')
const { policy, faults } = readPolicy(text, 'bench', transformers)
const plan = resolvePolicy(schema, policy, 'bench', transformers, faults).tables[0]!
const key = createPseudonymKey(new Uint8Array(32).fill(7))
const masker = new RowMasker(table, plan, { key, locale: 'en', folds: new Map(), exclusions: somebodys() })

const begun = performance.now()
let disagreeing = 0
const emails = new Set<string>()
for (let first = 0; first < people; first += atOnce) {
  const rows = Array.from({ length: Math.min(atOnce, people - first) }, (_, n) => [
    String(first + n),
    ...parts.map(() => 'somebody'),
  ])
  for (const line of Buffer.from(masker.mask(batchOf(rows)))
    .toString()
    .trimEnd()
    .split('\n'))
    if (!agrees(line.split('\t'))) disagreeing++
}
const seconds = (performance.now() - begun) / 1000
const counted = { people, disagreeing, differentAddresses: emails.size, seconds: Number(seconds.toFixed(1)) }
console.log(JSON.stringify(counted))
if (people >= recordedFrom) {
  const command = `npm run bench:personas -- --people ${people}`
  const line = { date: new Date().toISOString(), command, node: process.version, ...counted }
  appendFileSync('bench/results/personas.jsonl', `${JSON.stringify(line)}\n`)
}
if (disagreeing > 0 || emails.size < people) process.exitCode = 1

function agrees([, first = '', last = '', full, sorted, email = '', username = '', salutation]: string[]): boolean {
  emails.add(email)
  const ascii = (name: string) =>
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')
  return (
    full === `${first} ${last}` &&
    sorted === `${last}, ${first}` &&
    email.startsWith(`${ascii(first)}.${ascii(last)}.`) &&
    username.startsWith(`${ascii(first)}.`) &&
    (salutation === 'Ms.' || salutation === 'Mr.')
  )
}

function somebodys(): DigestSet {
  const names = [...firstNames('en'), ...lastNames('en')].filter((_, at) => at % 2 === 0)
  const [set, digest] = [new DigestSet(names.length), new OriginalDigest(key)]
  for (const name of names) {
    const bytes = Buffer.from(name)
    if (digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)) set.add(digest.hi, digest.lo)
  }
  return set
}
