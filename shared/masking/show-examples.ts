import { createPseudonymKey } from './digests/subkeys.ts'
import { planExample } from './example-plan.ts'
import { batchOf } from './rows/lone-rows.ts'
import { RowMasker } from './rows/row-masker.ts'
import type { Example, Transformer } from './transformer.ts'

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
  const { table, plan } = planExample({ rule, type })
  const key = createPseudonymKey(new Uint8Array(32))
  const masker = new RowMasker(table, plan, { key, locale: 'en', folds: new Map(), exclusions: null })
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
