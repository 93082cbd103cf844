import { withoutParts } from '../../masking/redact/finds-parts.ts'
import { branchesOf } from '../../policy/by-row/branches-of.ts'
import { branchFinder, readMatch } from '../../policy/by-row/match-row.ts'
import { holdsRoughly } from '../../policy/condition/condition.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import { isStructured } from '../../policy/detection/values/structured.ts'
import type { Draft } from '../../policy/draft.ts'
import type { FormatName } from '../../policy/inside/formats.ts'
import type { ColumnPlan, Plan } from '../../policy/plan.ts'
import type { Column, Schema } from '../../schema/schema.ts'
import { isSearched } from '../../verification/leak-scanner.ts'
import { type FoundLeaves, foundLeaves } from '../inside/found-leaves.ts'
import { withoutLeaves } from '../inside/without-leaves.ts'

type Sample = ReadonlyMap<string, readonly (string | null)[]>

type Drafted = Pick<Draft, 'settings'> & { readonly plans: Plan['tables'] }

/** Sampled cells in which text can hide and of which staging would hold some: kept ones, and texts but for the parts of them that are replaced. */
export interface KeptCells {
  readonly table: string
  readonly column: Column
  /** Of a rule by row: what the deciding column holds in these rows. */
  readonly match?: string
  /** Whether their addresses and numbers are replaced. */
  readonly redacted: boolean
  /** Set where rules reach inside them, so that something personal is left at a path that has no rule. */
  readonly inside?: true
  /** Of structured values, the path at which these cells stand; absent for the values as a whole, which are there too. */
  readonly path?: string
  readonly cells: readonly (string | null)[]
}

export function keptCells(schema: Schema, samples: Samples, { plans, settings }: Drafted): KeptCells[] {
  return plans.flatMap(({ table, columns }) => {
    const described = schema.tables.find(({ name }) => name === table)?.columns ?? []
    const sample: Sample = samples.get(table) ?? new Map()
    return columns.flatMap((plan): KeptCells[] => {
      const known = described.find(({ name }) => name === plan.column)
      if (!known || !isSearched(known)) return []
      // Samples are text in one character set, whatever the column's.
      const column = { ...known, charset: 'utf8mb4' }
      const cells = sample.get(plan.column) ?? []
      const by =
        plan.rule.byRow?.by !== undefined
          ? plan.rule.byRow.by
          : settings.find((note) => note.table === table && note.values.includes(plan.column))?.by
      if (by === null) {
        const branch = rowBranches(plan, sample)
        const left = cells.map((cell, row) => leftOf(branchesOf(plan)[branch(row)]!, cell))
        return [{ table, column, redacted: false, cells: left }]
      }
      if (by === undefined)
        return plan.rule.mask === 'keep' || plan.parts || plan.inside
          ? withPaths(plan, {
              ...{ table, column, redacted: plan.parts !== undefined },
              ...(plan.inside ? { inside: true as const } : {}),
              cells: cells.map((cell) => leftOf(plan, cell)),
            })
          : []
      const branchOf = rowBranches(plan, sample)
      const deciding = sample.get(by) ?? []
      const left = cells.map((cell, row) => leftOf(branchesOf(plan)[branchOf(row)]!, cell))
      const rows = Map.groupBy(left.keys(), (row) => deciding[row] ?? '')
      return [...rows].map(([match, at]) => ({
        table,
        column,
        match,
        redacted: false,
        cells: at.map((row) => left[row] ?? null),
      }))
    })
  })
}

/** Cells, and what stands at each path of them where they are structured. */
function withPaths({ rule, parts }: ColumnPlan, all: KeptCells): KeptCells[] {
  const filled = all.cells.filter((cell) => cell !== null && cell.trim() !== '') as string[]
  if (parts || filled.length === 0 || !filled.every(isStructured)) return [all]
  const formats = isFormat(rule.mask) ? [rule.mask] : formatNames
  const leaves = formats.reduce<FoundLeaves[] | null>((found, format) => found ?? foundLeaves(format, filled), null)
  return [...(leaves ?? []).map(({ path, values }) => ({ ...all, path, cells: values })), all]
}

function isFormat(mask: string): mask is FormatName {
  return (formatNames as readonly string[]).includes(mask)
}

const formatNames = ['json', 'php_serialized', 'xml'] as const

/** Which branch is meant in each row of a sample; texts are compared in lower case, as most collations do. */
export function rowBranches({ branches, rule }: ColumnPlan, sample: Sample): (row: number) => number {
  if (!branches) return () => 0
  const { by, when } = rule.byRow!
  if (by === null) return (row) => (holdsRoughly(when!, (column) => sample.get(column)?.[row] ?? null) ? 0 : 1)
  const lower = (text: string) => text.toLowerCase()
  const find = branchFinder(
    branches.map(({ match }) => {
      const read = match === null ? null : readMatch(match)
      return read && { ...read, text: lower(read.text) }
    }),
  )
  const deciding = sample.get(by) ?? []
  return (row) => {
    const cell = deciding[row]
    const found = cell === null || cell === undefined ? -1 : find(lower(cell))
    return found < 0 ? branches.length - 1 : found
  }
}

function leftOf(plan: ColumnPlan, cell: string | null): string | null {
  const { rule, parts, inside } = plan
  if (rule.mask === 'keep' || cell === null) return cell
  if (inside) return withoutLeaves(plan, cell)
  return parts ? withoutParts(cell) : null
}
