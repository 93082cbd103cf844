import { beforeAll, describe, expect, it } from 'vitest'
import { OriginalDigest } from '../../../shared/masking/digests/original-digest.ts'
import type { Originals } from '../../../shared/masking/digests/originals.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { charsetOf } from '../../../shared/masking/text/charset.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import { LeakScanner } from '../../../shared/verification/leak-scanner.ts'
import { OriginalsCensus } from '../../../shared/verification/originals-census.ts'
import { OriginalsIndex } from '../../../shared/verification/originals-index.ts'
import { ownFakesOf } from '../../../shared/verification/own-fakes.ts'
import { Recognition } from '../../../shared/verification/recognition.ts'
import { textBatch } from '../../../shared/verification/text-batch.ts'
import { schema, table } from '../policy/describe-schema.ts'

const key = createPseudonymKey(new Uint8Array(32))
const people = table('people', {
  first: 'varchar(60)',
  full: 'varchar(60)',
  mail: 'varchar(80)',
  phone: 'varchar(40)',
  note: 'text',
  about: 'text',
  code: 'varchar(40)',
  city: 'varchar(60)',
})
const rules = [
  'first: first_name, full: full_name, mail: email, phone: digits, note: free_text, code: hash',
  'about: { mask: free_text, mode: redact }, city: { mask: faker, method: location.city }',
]

beforeAll(() => loadLocales(['en']))

function digestsOf(values: readonly string[]) {
  const digest = new OriginalDigest(key)
  const digests: number[] = []
  const openers: number[] = []
  for (const value of values) {
    const bytes = Buffer.from(value)
    if (!digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)) continue
    digests.push(digest.hi, digest.lo)
    if (digest.readOpener()) openers.push(digest.opensHi, digest.opensLo)
  }
  return { digests: Uint32Array.from(digests), openers: Uint32Array.from(openers) }
}

/** What is taken for a leak where a cell of a masked column holds a text, and another or the same column has real values. */
function leaks(
  column: string,
  cell: string,
  original: string,
  of = 'elsewhere',
  drawn: readonly string[] = [],
): boolean {
  const parsed = parsePolicy(`version: 1\ntables:\n  people: { ${rules.join(', ')} }`, 'policy.yaml', transformers)
  const plan = { ...resolvePolicy(schema(people), parsed, 'policy.yaml', transformers), locale: 'en' }
  const real: Originals = {
    ...{ keyId: key.originalsId, table: 'people', column: of, kind: 'identifying', read: 1, cells: 1 },
    ...digestsOf([original]),
  }
  const listed: Originals = {
    ...{ keyId: key.originalsId, table: 'people', column, kind: 'none', read: 0, cells: 0 },
    ...{ digests: new Uint32Array(), openers: new Uint32Array(), drawn: digestsOf(drawn).digests },
  }
  const census = new OriginalsCensus()
  census.add([real, listed])
  const index = new OriginalsIndex(census, [], key)
  index.add([real, listed])
  const masked = plan.tables[0]!.columns.find((entry) => entry.column === column)!
  const fakes = ownFakesOf(people, masked, 'en', index.shared)
  const described = people.columns.find(({ name }) => name === column)!
  const scanned = { column: { ...described, charset: 'utf8mb4' }, masked: true, searched: true, fakes }
  const scanner = new LeakScanner('people', [scanned], index.shared, key)
  scanner.scan(textBatch([[cell]]))
  const recognition = new Recognition(plan, key, census, scanner.sightings())
  recognition.add([real, listed])
  return recognition.recognised(scanner.sightings()).some(({ leak }) => leak)
}

describe('a real value in a masked column', () => {
  it.each([
    ['first', 'Jordan', 'Jordan'],
    ['full', 'Jordan Smith', 'Jordan Smith'],
    ['mail', 'ada.9x8f7g6h5j4k3@example.com', 'example.com'],
    ['phone', '+49 30 555-123', '30 555 123'],
    ['note', 'The box was just right and I would buy it again.', 'and I would buy it again'],
    ['city', 'Port Ada', 'Port Ada'],
  ])('is a fake where the rule of %s makes such words and it is another column’s', (column, cell, original) => {
    expect(leaks(column, cell, original)).toBe(false)
    expect(leaks(column, 'nothing of that sort', original)).toBe(false)
  })

  it.each([
    ['first', 'Wolfhart Eisenbeiss', 'Wolfhart Eisenbeiss'],
    ['full', 'Ask Wolfhart Eisenbeiss', 'Wolfhart Eisenbeiss'],
    ['mail', 'wolfhart@eisen.test', 'wolfhart@eisen.test'],
    ['phone', 'Wolfhart Eisenbeiss, 123', 'Wolfhart Eisenbeiss'],
    ['note', 'Wolfhart Eisenbeiss was just right.', 'Wolfhart Eisenbeiss'],
    ['about', 'It was just right and I would buy it again', 'I would buy it again'],
    ['code', 'Wolfhart Eisenbeiss', 'Wolfhart Eisenbeiss'],
  ])('is a leak where the rule of %s makes no such words', (column, cell, original) => {
    expect(leaks(column, cell, original)).toBe(true)
    expect(leaks(column, cell, original, column)).toBe(true)
  })

  it('is a leak where it is the column’s own and the masker did not list it, however like a fake it looks', () => {
    for (const [column, cell] of [
      ['first', 'Jordan'],
      ['full', 'Jordan Smith'],
      ['phone', '+49 30 555-123'],
      ['city', 'Port Ada'],
    ] as const) {
      expect([column, leaks(column, cell, cell, column)]).toEqual([column, true])
      expect([column, leaks(column, cell, cell, column, [cell])]).toEqual([column, false])
    }
  })
})
