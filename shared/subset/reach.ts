import type { Reference } from './reference.ts'
import { suggestion } from './reference.ts'
import type { DatasetRequest } from './request.ts'

/** A reference that is followed from the row referred to, down to the rows that refer to it. */
export interface Descent {
  readonly reference: Reference
  readonly depth: number
  readonly limit: number | null
  readonly ofNeeded: boolean
}

/** Which tables a dataset can come to, and over which references. */
export interface Reach {
  readonly tables: ReadonlySet<string>
  readonly descents: readonly Descent[]
  /** References that are followed up: those of every table reached. */
  readonly needs: readonly Reference[]
}

/** Follows the references over tables only, without looking at a row. */
export function findReach(request: DatasetRequest, references: readonly Reference[]): Reach {
  const chosen = chooseDescents(request, references)
  const tables = new Set([request.from])
  // Tables of which some rows are asked for or are children: their rows have children too.
  const roots = new Set([request.from])
  for (let before = -1; before !== tables.size + roots.size; ) {
    before = tables.size + roots.size
    for (const { reference, ofNeeded } of chosen)
      if ((ofNeeded ? tables : roots).has(reference.target.name)) {
        tables.add(reference.table.name)
        roots.add(reference.table.name)
      }
    for (const { table, target } of references) if (tables.has(table.name)) tables.add(target.name)
  }
  return {
    tables,
    descents: chosen.filter(({ reference, ofNeeded }) => (ofNeeded ? tables : roots).has(reference.target.name)),
    needs: references.filter(({ table }) => tables.has(table.name)),
  }
}

/** What is wrong with the choice of children: a table without a reference, or columns that are none. */
export function childProblems(request: DatasetRequest, references: readonly Reference[]): string[] {
  if (typeof request.children === 'string') return []
  return request.children.flatMap(({ table, columns }) => {
    const own = references.filter((reference) => reference.table.name === table)
    if (own.length === 0)
      return [
        `children: ${table} refers to no table of the dataset${suggestion(table, new Set(references.map((reference) => reference.table.name)))}`,
      ]
    if (columns && !own.some((reference) => isOver(reference, columns)))
      return [`children: ${table} has no reference over ${columns.join('+')}`]
    return []
  })
}

/** A choice that never fires: the rows that its table refers to are at most needed, and children of those come by of_needed only. */
export function idleChoices(request: DatasetRequest, references: readonly Reference[], { descents }: Reach): string[] {
  if (typeof request.children === 'string') return []
  return request.children.flatMap(({ table, columns }) => {
    const chosen = ({ reference }: { reference: Reference }) =>
      reference.table.name === table && (columns === null || isOver(reference, columns))
    if (descents.some(chosen)) return []
    const targets = new Set(references.filter((reference) => chosen({ reference })).map(({ target }) => target.name))
    return [
      `children: ${table} refers to ${[...targets].join(' and ')} only, and no row of that is asked for or a child; set of_needed to follow it all the same`,
    ]
  })
}

function chooseDescents(request: DatasetRequest, references: readonly Reference[]): Descent[] {
  const { children, depth } = request
  if (children === 'none') return []
  if (children === 'all') return references.map((reference) => ({ reference, depth, limit: null, ofNeeded: false }))
  return children.flatMap((choice) =>
    references
      .filter(({ table }) => table.name === choice.table)
      .filter((reference) => choice.columns === null || isOver(reference, choice.columns))
      .map((reference) => ({
        reference,
        depth: choice.depth ?? depth,
        limit: choice.limit,
        ofNeeded: choice.ofNeeded,
      })),
  )
}

function isOver(reference: Reference, columns: readonly string[]): boolean {
  return reference.columns.map(({ name }) => name).join('\n') === columns.join('\n')
}
