import { OriginalDigest } from '../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import { ColumnMasker } from '../../../shared/masking/rows/column-masker.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { table, unique } from '../policy/describe-schema.ts'
import { exclude } from './mask-rows.ts'

interface Masking {
  readonly mask: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly type?: string
  /** Any number: another one, another key. */
  readonly key?: number
  /** What the survey met; by default the values that are masked. */
  readonly originals?: readonly string[]
}

/** Fakes of a unique column's values, by the masker that a run uses. */
export function maskColumn(values: readonly string[], { mask, options = {}, type, key, originals }: Masking): string[] {
  const masker = createMasker({ mask, options, type, key, originals: originals ?? values })
  return values.map((value) => maskOne(masker, value))
}

export function createMasker({ mask, options = {}, type = 'varchar(80)', key = 1, originals = [] }: Masking) {
  const pseudonymKey = createPseudonymKey(new Uint8Array(32).fill(key))
  const digest = new OriginalDigest(pseudonymKey)
  const exclusions = exclude(originals, digest)
  const settled = transformers.get(mask)!.options.parse(options) as Record<string, unknown>
  const rule = { mask, options: settled, domain: null, reason: null, line: null }
  const domain = transformers.get(mask)!.domain(settled)
  return new ColumnMasker(
    table('t', { a: type }, { uniqueKeys: [unique('a')] }),
    { column: 'a', rule, domain, inheritedFrom: null },
    { key: pseudonymKey, locale: 'en', folds: new Map(), exclusions },
    digest,
  )
}

export function maskOne(masker: ColumnMasker, value: string): string {
  const bytes = Buffer.from(value)
  masker.run(bytes, 0, bytes.length, null)
  return Buffer.from(masker.bytes.subarray(0, masker.length)).toString()
}
