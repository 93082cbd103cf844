import type { Exclusions } from '../../../../shared/masking/digests/exclusions.ts'
import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { cellMasker } from '../../../../shared/masking/redact/cell-masker-of.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'
import { transformers } from '../../../../shared/masking/transformers/index.ts'
import { readPolicy } from '../../../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../../../shared/policy/resolving/resolve-policy.ts'
import type { Column } from '../../../../shared/schema/schema.ts'
import { schema, table } from '../../policy/describe-schema.ts'

export const key = createPseudonymKey(new Uint8Array(32).fill(1))

/** The plan of a column under a rule, beside a table of users whose e-mail address is masked. */
export function planned(rule: string, type = 'longtext', more: Partial<Column> = {}) {
  const described = table('t', { a: type })
  const placed = { ...described, columns: described.columns.map((column) => ({ ...column, ...more })) }
  const users = table('users', { email: 'varchar(100)', name: 'varchar(100)' })
  const text = `version: 1\ntables:\n  users: { email: email, name: full_name }\n  t:\n    a: ${rule}\n`
  const { policy, faults } = readPolicy(text, 'policy.yaml', transformers)
  const known = schema(placed, users)
  const { tables } = resolvePolicy(known, policy, 'policy.yaml', transformers, faults)
  const planOf = (name: string) => tables.find((plan) => plan.table === name)!.columns[0]!
  return { known, tables, table: placed, users, plan: planOf('t'), email: planOf('users') }
}

/** What a rule makes of values, by the masker that a run uses. */
export function maskInside(
  rule: string,
  type?: string,
  more: Partial<Column> = {},
  exclusions: Exclusions | null = null,
) {
  const of = planned(rule, type, more)
  const digest = new OriginalDigest(key)
  const run = { key, locale: 'en', folds: new Map(), exclusions }
  const charset = charsetOf(more.charset ?? 'utf8mb4')!
  const through = (masker: ReturnType<typeof cellMasker>) => (value: string) => {
    const bytes = charset.encode(value)
    masker.run(bytes, 0, bytes.length, null)
    return charset.decode(masker.bytes, 0, masker.length)
  }
  const masker = cellMasker(of.table, of.plan, run, digest)
  return { ...of, masker, mask: through(masker), email: through(cellMasker(of.users, of.email, run, digest)) }
}
