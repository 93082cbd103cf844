import { OriginalDigest } from '../../masking/digests/original-digest.ts'
import type { CalledKind } from '../../masking/digests/original-kinds.ts'
import type { Originals } from '../../masking/digests/originals.ts'
import { OriginalsRecorder } from '../../masking/digests/originals-recorder.ts'
import type { OriginalsKey } from '../../masking/digests/subkeys.ts'
import { partsWithin } from '../../masking/redact/finds-parts.ts'
import { calledKind } from '../../masking/rows/called-kind.ts'
import { Cells, eachRow } from '../../masking/rows/cells.ts'
import { charsetOf } from '../../masking/text/charset.ts'
import { namePairs, PersonNames } from '../../masking/text/person-names.ts'
import { transformers } from '../../masking/transformers/index.ts'
import { branchesOf } from '../../policy/by-row/branches-of.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { textBatch } from '../../verification/text-batch.ts'
import { leavesWithin } from '../inside/without-leaves.ts'
import { rowBranches } from './rehearsed-cells.ts'

/** The originals of the samples as a run would digest those of the source: of each column, and of first and last names together. */
export function rehearseOriginals(
  { tables }: Pick<Schema, 'tables'>,
  samples: Samples,
  plans: readonly TablePlan[],
  key: OriginalsKey,
): Originals[] {
  const digest = new OriginalDigest(key)
  return plans.flatMap(({ table: name, columns }) => {
    const table = tables.find((described) => described.name === name)!
    const sample = samples.get(name) ?? new Map<string, readonly (string | null)[]>()
    const masked = columns.flatMap((column) => {
      const branchOf = rowBranches(column, sample)
      return branchesOf(column).flatMap((plan, at) => {
        const cells = (sample.get(column.column) ?? []).filter((_, row) => branchOf(row) === at)
        if (plan.inside) return recordLeaves(table, plan, cells, digest)
        const values = plan.parts ? cells.flatMap((cell) => (cell === null ? [] : partsWithin(cell))) : cells
        return record(table, plan, values, digest, calledKind(table, column.column))
      })
    })
    return [...masked, ...recordNames(table, columns, sample, digest)]
  })
}

function recordNames(
  table: Table,
  columns: readonly ColumnPlan[],
  sample: ReadonlyMap<string, readonly (string | null)[]>,
  digest: OriginalDigest,
): Originals[] {
  const pairs = namePairs(table, columns)
  const names = pairs.flat()
  // Samples are text in one character set, whatever the column’s.
  const asText = { ...table, columns: table.columns.map((column) => ({ ...column, charset: 'utf8mb4' })) }
  const recorder = new PersonNames(asText, pairs, names, digest)
  const cells = new Cells(names.length)
  const rows = pairs.length > 0 ? (sample.get(names[0]!) ?? []) : []
  const batch = textBatch(rows.map((_, row) => names.map((name) => sample.get(name)?.[row] ?? null)))
  eachRow(batch, cells, (bytes) => recorder.record(bytes, cells))
  return recorder.originals()
}

function recordLeaves(table: Table, plan: ColumnPlan, cells: readonly (string | null)[], digest: OriginalDigest) {
  const leaves = cells.flatMap((cell) => (cell === null ? [] : leavesWithin(plan, cell)))
  const byPlan = Map.groupBy(leaves, ([leaf]) => leaf)
  return [...byPlan].flatMap(([leaf, found]) =>
    record(
      table,
      leaf,
      found.map(([, text]) => text),
      digest,
    ),
  )
}

function record(
  { name }: Table,
  plan: ColumnPlan,
  cells: readonly (string | null)[],
  digest: OriginalDigest,
  called: CalledKind = null,
): Originals[] {
  const recorder = new OriginalsRecorder(name, plan, transformers.get(plan.rule.mask)!, digest, called)
  const charset = charsetOf('utf8mb4')!
  for (const cell of cells) {
    const bytes = Buffer.from(cell ?? '', 'utf8')
    if (cell !== null) recorder.record(bytes, 0, bytes.length, charset)
  }
  return recorder.originals()
}
