import { charsetOf } from '../masking/charset.ts'
import { OriginalDigest } from '../masking/original-digest.ts'
import type { Originals } from '../masking/originals.ts'
import { OriginalsRecorder } from '../masking/originals-recorder.ts'
import type { PseudonymKey } from '../masking/subkeys.ts'
import { transformers } from '../masking/transformers/index.ts'
import type { Samples } from '../policy/detection/detect.ts'
import type { Plan } from '../policy/plan.ts'
import type { ColumnRef } from '../policy/reference-groups.ts'
import type { Column, Schema } from '../schema/schema.ts'
import { mergeRecognised } from './coincidences.ts'
import { isSearched, LeakScanner } from './leak-scanner.ts'
import { OriginalsCensus, OriginalsIndex } from './originals-index.ts'
import { Recognition } from './recognition.ts'
import { textBatch } from './text-batch.ts'

/** A kept column in which samples hold real values of a masked one. */
export interface Echo extends ColumnRef {
  /** `table.column` of the masked one. */
  readonly original: string
  readonly cells: number
}

type Drafted = Pick<Plan, 'locale'> & { readonly plans: Plan['tables'] }

/** What a run's leak check would refuse to publish if the samples were the source. Each column once, by its commonest original. */
export function rehearseLeaks(
  schema: Schema,
  samples: Samples,
  { plans, locale }: Drafted,
  key: PseudonymKey,
): readonly Echo[] {
  const originals = recordAll(samples, plans, key)
  const census = new OriginalsCensus()
  census.add(originals)
  const index = new OriginalsIndex(census, [], key)
  index.add(originals)
  const scanned = keptColumns(schema, plans).map(({ table, column }) => {
    const scanner = new LeakScanner(table, [{ column, masked: false, searched: true }], index.shared, key)
    scanner.scan(textBatch((samples.get(table)?.get(column.name) ?? []).map((cell) => [cell])))
    return { table, column: column.name, sightings: scanner.sightings() }
  })
  const sightings = scanned.flatMap((column) => column.sightings)
  const recognition = new Recognition({ tables: plans, locale }, key, census, sightings)
  recognition.add(originals)
  return scanned.flatMap(({ table, column, sightings }): Echo[] => {
    const leaks = mergeRecognised(recognition.recognised(sightings)).filter(({ leak }) => leak)
    const [worst] = leaks.toSorted((a, b) => b.count - a.count)
    return worst ? [{ table, column, original: worst.of, cells: worst.count }] : []
  })
}

/** Those in which text can hide; samples are text in one character set, whatever the column's. */
function keptColumns(schema: Schema, plans: Plan['tables']): { readonly table: string; readonly column: Column }[] {
  return schema.tables.flatMap(({ name: table, columns }) => {
    const plan = plans.find((candidate) => candidate.table === table)
    return columns
      .filter((column) => isKept(plan, column.name) && isSearched(column))
      .map((column) => ({ table, column: { ...column, charset: 'utf8mb4' } }))
  })
}

function isKept(plan: Plan['tables'][number] | undefined, name: string): boolean {
  return plan?.columns.find(({ column }) => column === name)?.rule.mask === 'keep'
}

function recordAll(samples: Samples, plans: Plan['tables'], key: PseudonymKey): Originals[] {
  const digest = new OriginalDigest(key)
  const charset = charsetOf('utf8mb4')!
  return plans.flatMap(({ table, columns }) =>
    columns.map((plan) => {
      const recorder = new OriginalsRecorder(table, plan, transformers.get(plan.rule.mask)!, digest)
      for (const cell of samples.get(table)?.get(plan.column) ?? []) {
        const bytes = Buffer.from(cell ?? '', 'utf8')
        if (cell !== null) recorder.record(bytes, 0, bytes.length, charset)
      }
      return recorder.originals()
    }),
  )
}
