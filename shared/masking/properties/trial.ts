import type { ColumnPlan } from '../../policy/plan.ts'
import type { Table } from '../../schema/schema.ts'
import { DigestSet } from '../digests/digest-set.ts'
import { OriginalDigest } from '../digests/original-digest.ts'
import { createPseudonymKey } from '../digests/subkeys.ts'
import { cellMasker } from '../redact/cell-masker-of.ts'
import { charsetOf } from '../text/charset.ts'

export interface Trial {
  /** Null is NULL; text as the column's character set has it, other bytes one to a character. */
  readonly fakes: readonly (string | null)[]
  /** How many fakes are the value itself. */
  readonly unchanged: number
}

/** What the column's masker makes of the values, each in a row of its own, where all of them are real values that no fake may be. */
export function tryOut(table: Table, plan: ColumnPlan, locale: string, values: readonly string[], key = 1): Trial {
  const pseudonymKey = createPseudonymKey(new Uint8Array(32).fill(key))
  const digest = new OriginalDigest(pseudonymKey)
  const charset = charsetOf(table.columns.find(({ name }) => name === plan.column)!.charset)!
  const encode = (value: string) =>
    charset === charsetOf(null) ? Buffer.from(value, 'latin1') : Buffer.from(charset.encode(value))
  const exclusions = new DigestSet(values.length)
  for (const bytes of values.map(encode))
    if (digest.read(bytes, 0, bytes.length, charset)) exclusions.add(digest.hi, digest.lo)
  const masker = cellMasker(table, plan, { key: pseudonymKey, locale, folds: new Map(), exclusions }, digest)
  const fakes = values.map((value, at) => {
    const bytes = encode(value)
    masker.run(bytes, 0, bytes.length, masker.drawnFrom && Buffer.from(`row ${at}`))
    return masker.length < 0 ? null : charset.decode(masker.bytes, 0, masker.length)
  })
  return { fakes, unchanged: masker.receipt().unchanged ?? 0 }
}
