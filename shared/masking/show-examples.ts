import { readPolicy } from '../policy/file/parse-policy.ts'
import { resolvePolicy } from '../policy/resolving/resolve-policy.ts'
import { describeColumn } from '../schema/describe-column.ts'
import type { Schema, Table } from '../schema/schema.ts'
import { createPseudonymKey } from './digests/subkeys.ts'
import { batchOf } from './rows/lone-rows.ts'
import { RowMasker } from './rows/row-masker.ts'
import type { Example, Transformer } from './transformer.ts'
import { transformers } from './transformers/index.ts'

export interface ShownExample extends Pick<Example, 'rule' | 'type'> {
  /** Values that nobody has, and what the rule makes of them under a key that nobody uses; null is NULL. */
  readonly cells: readonly { readonly before: string; readonly after: string | null }[]
}

/** A transformer's examples with what they make. The locales that they name have to be loaded. */
export function showExamples({ examples }: Transformer): ShownExample[] {
  return examples.map(({ rule, type, values }) => {
    const after = maskAll(rule, type, values)
    return { rule, type, cells: values.map((before, at) => ({ before, after: after[at]! })) }
  })
}

function maskAll(rule: string, type: string, values: readonly string[]): (string | null)[] {
  const table = tableOf(type)
  const of: Schema = {
    ...{ database: 'examples', tables: [table], programs: [] },
    ...{ charset: 'utf8mb4', collation: 'utf8mb4_0900_ai_ci', server: { family: 'mysql', version: '8.4.0' } },
  }
  const text = `version: 1\ntables:\n  people:\n    id: keep\n    value: ${rule}\n`
  const { policy, faults } = readPolicy(text, 'an example', transformers)
  const { tables } = resolvePolicy(of, policy, 'an example', transformers, faults)
  const key = createPseudonymKey(new Uint8Array(32))
  const masker = new RowMasker(table, tables[0]!, { key, locale: 'en', folds: new Map(), exclusions: null })
  const lines = Buffer.from(masker.mask(batchOf(values.map((value, n) => [String(n + 1), value]))))
    .toString()
    .split('\n')
  return values.map((_, at) => readCell(lines[at]!.split('\t')[1]!))
}

/** LOAD DATA text of one cell. */
function readCell(text: string): string | null {
  if (text === '\\N') return null
  return text.replaceAll(/\\([\s\S])/g, (_all, sign: string) => escapes[sign] ?? sign)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

function tableOf(type: string): Table {
  return {
    name: 'people',
    engine: 'InnoDB',
    columns: [describeColumn('id', 'int', 1), describeColumn('value', type, 2)],
    primaryKey: ['id'],
    ...{ uniqueKeys: [], foreignKeys: [], checks: [], createSql: 'CREATE TABLE people (\n  id int\n)' },
    ...{ rowsEstimate: 1000, bytesEstimate: 100_000, sqlMode: '', systemVersioned: false },
  }
}
