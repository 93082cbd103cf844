import { OriginalDigest } from '../../masking/digests/original-digest.ts'
import type { Originals } from '../../masking/digests/originals.ts'
import { OriginalsRecorder } from '../../masking/digests/originals-recorder.ts'
import type { OriginalsKey } from '../../masking/digests/subkeys.ts'
import { partsWithin } from '../../masking/redact/finds-parts.ts'
import { charsetOf } from '../../masking/text/charset.ts'
import { transformers } from '../../masking/transformers/index.ts'
import { branchesOf } from '../../policy/by-row/branches-of.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import type { ColumnPlan, TablePlan } from '../../policy/plan.ts'
import { leavesWithin } from '../inside/without-leaves.ts'
import { rowBranches } from './rehearsed-cells.ts'

/** The originals of the samples as a run would digest those of the source: of each column, and of first and last names together. */
export function rehearseOriginals(samples: Samples, plans: readonly TablePlan[], key: OriginalsKey): Originals[] {
  const digest = new OriginalDigest(key)
  return plans.flatMap(({ table, columns }) => {
    const cellsOf = ({ column }: ColumnPlan) => samples.get(table)?.get(column) ?? []
    const masked = columns.flatMap((column) => {
      const branchOf = rowBranches(column, samples.get(table) ?? new Map())
      return branchesOf(column).flatMap((plan, at) => {
        const cells = cellsOf(column).filter((_, row) => branchOf(row) === at)
        if (plan.inside) return recordLeaves(table, plan, cells, digest)
        const values = plan.parts ? cells.flatMap((cell) => (cell === null ? [] : partsWithin(cell))) : cells
        return record(table, plan, values, digest)
      })
    })
    const [first, last] = ['first_name', 'last_name'].map((mask) => columns.find(({ rule }) => rule.mask === mask))
    if (!first || !last) return masked
    const lasts = cellsOf(last)
    const both = cellsOf(first).flatMap((name, row) =>
      name && lasts[row] ? [`${name} ${lasts[row]}`, `${lasts[row]} ${name}`] : [],
    )
    return [...masked, { ...record(table, last, both, digest), read: 0 }]
  })
}

function recordLeaves(table: string, plan: ColumnPlan, cells: readonly (string | null)[], digest: OriginalDigest) {
  const leaves = cells.flatMap((cell) => (cell === null ? [] : leavesWithin(plan, cell)))
  const byPlan = Map.groupBy(leaves, ([leaf]) => leaf)
  return [...byPlan].map(([leaf, found]) =>
    record(
      table,
      leaf,
      found.map(([, text]) => text),
      digest,
    ),
  )
}

function record(table: string, plan: ColumnPlan, cells: readonly (string | null)[], digest: OriginalDigest): Originals {
  const recorder = new OriginalsRecorder(table, plan, transformers.get(plan.rule.mask)!, digest)
  const charset = charsetOf('utf8mb4')!
  for (const cell of cells) {
    const bytes = Buffer.from(cell ?? '', 'utf8')
    if (cell !== null) recorder.record(bytes, 0, bytes.length, charset)
  }
  return recorder.originals()
}
