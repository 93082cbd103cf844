import type { Constraint } from '../../../schema/checks/constraints.ts'
import { storedColumns, type UniqueKey } from '../../../schema/schema.ts'
import type { Judge } from '../cells/pool.ts'
import type { Link } from './links.ts'
import { keyText, type LinkRows, type TableRows } from './table-rows.ts'

/** What is left to hold after everything that holds by construction. */
export interface Leftover {
  readonly rows: TableRows
  /** CHECKs that a row may break by chance. */
  readonly constraints: readonly Constraint[]
  readonly watched: readonly UniqueKey[]
  readonly links: ReadonlyMap<Link, LinkRows>
}

const mostAttempts = 80
const batchRows = 500

/** The first row that cannot be had and why, null when all rows stand; and how many rows were drawn again. */
export interface Settled {
  readonly failure: { readonly row: number; readonly reason: string } | null
  readonly redrawn: number
}

/** Draws rows again until everything holds. */
export async function settle(leftover: Leftover, judge: Judge): Promise<Settled> {
  const { rows, constraints, watched, links } = leftover
  const fragile = [...links].filter(([{ given, optional }]) => given.length > 0 || !optional)
  if (constraints.length === 0 && watched.length === 0 && fragile.every(([{ given }]) => given.length === 0))
    return { failure: null, redrawn: 0 }
  for (const [, linkRows] of fragile) linkRows.forget()
  let redrawn = 0
  const seen = watched.map(() => new Map<string, number>())
  for (let from = 0; from < rows.rows; from += batchRows) {
    let pending = Array.from({ length: Math.min(batchRows, rows.rows - from) }, (_, at) => from + at)
    for (let attempt = 0; pending.length > 0; attempt++) {
      const broken = new Map<number, string>()
      const unknown = new Map<Constraint, number[]>()
      for (const row of pending) {
        const problem = brokenBy(row, rows, constraints, fragile, unknown)
        if (problem) broken.set(row, problem)
      }
      await askServer(unknown, rows, broken, judge)
      for (const row of pending) if (!broken.has(row)) noteKeys(row, leftover, seen, broken)
      const [first] = broken
      if (first && attempt >= mostAttempts) return { failure: { row: first[0], reason: first[1] }, redrawn }
      redrawn += broken.size
      for (const row of broken.keys()) rows.redraw(row)
      pending = [...broken.keys()]
    }
  }
  return { failure: null, redrawn }
}

/** Why a row cannot stand; what only the server can tell is added to `unknown`. */
function brokenBy(
  row: number,
  rows: TableRows,
  constraints: readonly Constraint[],
  links: readonly (readonly [Link, LinkRows])[],
  unknown: Map<Constraint, number[]>,
): string | null {
  for (const [{ key }, linkRows] of links)
    if (linkRows.rowOf(row, rows.attemptOf(row)) === -1) return `no row agrees with its foreign key ${key.name}`
  const cellOf = (column: string) => rows.cell(row, column)
  for (const constraint of constraints) {
    const verdict = constraint.verdict(cellOf)
    if (verdict === false) return refusal(constraint)
    if (verdict !== 'unknown') continue
    const asked = unknown.get(constraint)
    if (asked) asked.push(row)
    else unknown.set(constraint, [row])
  }
  return null
}

async function askServer(
  unknown: ReadonlyMap<Constraint, readonly number[]>,
  rows: TableRows,
  broken: Map<number, string>,
  judge: Judge,
): Promise<void> {
  for (const [constraint, candidates] of unknown) {
    const asked = candidates.filter((row) => !broken.has(row))
    if (asked.length === 0) continue
    const { table } = rows
    const stored = storedColumns(table).filter(({ name }) => constraint.columns.includes(name))
    const cells = asked.map((row) => Object.fromEntries(stored.map(({ name }) => [name, rows.cell(row, name)])))
    const verdicts = await judge(table.name, constraint, cells)
    asked.forEach((row, at) => {
      if (!verdicts[at]) broken.set(row, refusal(constraint))
    })
  }
}

function refusal({ check }: Constraint): string {
  return `no row was found that its check ${check} allows`
}

/** A row stands when none before it has one of its keys. */
function noteKeys(
  row: number,
  { rows, watched }: Leftover,
  seen: readonly Map<string, number>[],
  broken: Map<number, string>,
): void {
  const keys = watched.map((key) => uniqueText(row, rows, key))
  const taken = keys.findIndex((text, at) => text !== null && seen[at]!.has(text))
  if (taken >= 0) broken.set(row, `its unique key ${watched[taken]!.name} has no more different values`)
  else for (const [at, text] of keys.entries()) if (text !== null) seen[at]!.set(text, row)
}

/** Null where a part is NULL: such rows are never equal. */
function uniqueText(row: number, rows: TableRows, { columns, prefixLengths }: UniqueKey): string | null {
  const values = columns.map((column) => rows.cell(row, column))
  if (values.includes(null)) return null
  const parts = values.map((value, at) => [...value!].slice(0, prefixLengths[at] ?? undefined).join(''))
  return keyText(
    parts,
    columns.map((column) => rows.table.columns.find(({ name }) => name === column)!),
  )
}
