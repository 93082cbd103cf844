import { DigestSet } from '../shared/masking/digests/digest-set.ts'
import { OriginalDigest } from '../shared/masking/digests/original-digest.ts'
import { createPseudonymKey, type PseudonymKey } from '../shared/masking/digests/subkeys.ts'
import { ColumnMasker } from '../shared/masking/rows/column-masker.ts'
import { charsetOf } from '../shared/masking/text/charset.ts'
import { transformers } from '../shared/masking/transformers/index.ts'
import type { Column, Table } from '../shared/schema/schema.ts'

/**
 * node bench/one-to-one.ts [VALUES] [KEYS]: masks so many different values of a unique column under every rule that such a column may have,
 * all of them real values that no fake may be, and counts fakes that two values share. Exits with 1 when there is one.
 */
const [count = 1_000_000, keys = 3] = process.argv.slice(2).map(Number)
const rules = ['digits', 'email', 'username', 'hash']
const text = charsetOf('utf8mb4')!
const column: Column = {
  ...{ name: 'a', position: 1, dataType: 'varchar', columnType: 'varchar(60)', kind: 'text', maxLength: 60 },
  ...{ charset: 'utf8mb4', collation: 'utf8mb4_bin', nullable: false, generated: false, unsigned: false, labels: [] },
} as unknown as Column
const table = {
  name: 't',
  columns: [column],
  primaryKey: ['a'],
  uniqueKeys: [],
  rowsEstimate: count,
} as unknown as Table

let collisions = 0
for (let number = 1; number <= keys; number++) {
  const key = createPseudonymKey(new Uint8Array(32).fill(number))
  // A tenth of all numbers of their length, and all of them where there are no more.
  const values = Array.from({ length: count }, (_, at) =>
    String(at * 10 + number).padStart(String(count * 10).length - 1, '0'),
  )
  const originals = digestsOf(values, key)
  for (const mask of rules) {
    const masker = createMasker(mask, key, originals)
    const fakes = new Set(values.map((value) => maskOne(masker, value)))
    const { redrawn, coincided } = masker.receipt()
    collisions += count - fakes.size
    console.log(
      `key ${number}, ${mask}: ${count - fakes.size} of ${count} collide, ${redrawn} drawn again, ${coincided} real all the same`,
    )
  }
}
process.exitCode = collisions === 0 ? 0 : 1

function digestsOf(values: readonly string[], key: PseudonymKey): DigestSet {
  const digest = new OriginalDigest(key)
  const digests = new DigestSet(values.length)
  for (const value of values) {
    const bytes = Buffer.from(value)
    if (digest.read(bytes, 0, bytes.length, text)) digests.add(digest.hi, digest.lo)
  }
  return digests
}

function createMasker(mask: string, key: PseudonymKey, exclusions: DigestSet): ColumnMasker {
  const transformer = transformers.get(mask)!
  const options = transformer.options.parse({}) as Record<string, unknown>
  const rule = { mask, options, domain: null, reason: null, line: null }
  const plan = { column: 'a', rule, domain: transformer.domain(options), inheritedFrom: null }
  return new ColumnMasker(table, plan, { key, locale: 'en', folds: new Map(), exclusions }, new OriginalDigest(key))
}

function maskOne(masker: ColumnMasker, value: string): string {
  const bytes = Buffer.from(value)
  masker.run(bytes, 0, bytes.length, null)
  return Buffer.from(masker.bytes.subarray(0, masker.length)).toString('latin1')
}
