import { DigestSet } from '../../../shared/masking/digests/digest-set.ts'
import { OriginalDigest } from '../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { proveRules } from '../../../shared/masking/proofs/prove-rules.ts'
import { batchOf } from '../../../shared/masking/rows/lone-rows.ts'
import { RowMasker } from '../../../shared/masking/rows/row-masker.ts'
import { charsetOf } from '../../../shared/masking/text/charset.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { readPolicy } from '../../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import type { Table } from '../../../shared/schema/schema.ts'
import { schema } from '../policy/describe-schema.ts'

export type Row = readonly (string | null)[]

/**
 * Rows of several tables by a policy's `tables`, as a run masks them: read, resolved, proven, masked. `originals` are what the survey met.
 * Columns come in the order of the table; what comes back is LOAD DATA text, cell by cell.
 */
export function rowsMasker(policy: string, tables: readonly Table[], originals: readonly string[] = [], key = 1) {
  const of = schema(...tables)
  const { policy: parsed, faults } = readPolicy(`version: 1\ntables:\n${policy}`, 'policy.yaml', transformers)
  const resolved = resolvePolicy(of, parsed, 'policy.yaml', transformers, faults)
  proveRules(of, resolved.tables, 'en')
  const pseudonymKey = createPseudonymKey(new Uint8Array(32).fill(key))
  const exclusions = exclude(originals, new OriginalDigest(pseudonymKey))
  return (name: string, rows: readonly Row[]): string[][] => {
    const table = tables.find((candidate) => candidate.name === name)!
    const plan = resolved.tables.find((candidate) => candidate.table === name)!
    const masker = new RowMasker(table, plan, { key: pseudonymKey, locale: 'en', folds: new Map(), exclusions })
    const text = Buffer.from(masker.mask(batchOf(rows))).toString()
    const lines = text.split('\n').slice(0, -1)
    return lines.map((line) => line.split('\t'))
  }
}

/** What the survey would have met, as digests. */
export function exclude(originals: readonly string[], digest: OriginalDigest): DigestSet {
  const exclusions = new DigestSet(originals.length)
  for (const value of originals) {
    const bytes = Buffer.from(value)
    if (digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)) exclusions.add(digest.hi, digest.lo)
  }
  return exclusions
}
