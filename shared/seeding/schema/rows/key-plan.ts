import type { Table, UniqueKey } from '../../../schema/schema.ts'
import { permutation } from '../../permutation.ts'
import type { Domain } from '../domains/domain.ts'
import { intersect, sizeOf } from '../domains/intervals.ts'
import type { Link } from './links.ts'

/** Which value of its column, or which row of its parent, a row takes so that a unique key holds; null is NULL. */
export interface Digit {
  indexOf(row: number): number | null
  /** True when this one alone keeps the key unique. */
  readonly alone: boolean
  /** Characters that count, null for all. */
  readonly prefix: number | null
}

/** How a table's unique keys are kept. */
export interface KeyPlan {
  readonly rows: number
  /** The key that allows no more rows than these, null when all that were wanted are possible. */
  readonly limitedBy: string | null
  readonly columns: ReadonlyMap<string, Digit>
  readonly links: ReadonlyMap<Link, Digit>
  /** Keys that no counting keeps: their values are compared. */
  readonly watched: readonly UniqueKey[]
}

export interface KeyFacts {
  readonly table: Table
  readonly wanted: number
  readonly seed: number
  readonly links: readonly Link[]
  /** Of columns that the table fills itself. */
  domainOf(column: string): Domain | null
  parentRows(link: Link): number
}

// Beyond this a product of parents is large enough for any key, and its shuffle stays exact.
const largestProduct = 2 ** 46

/** Rows take the digits of their number: every combination at most once, by construction. */
export function planKeys(facts: KeyFacts): KeyPlan {
  const columns = new Map<string, Digit>()
  const links = new Map<Link, Digit>()
  const groups: ReadonlySet<string>[] = []
  const watched: UniqueKey[] = []
  let rows = facts.wanted
  let limitedBy: string | null = null
  for (const key of keysOf(facts.table)) {
    if (groups.some((group) => [...group].every((column) => key.columns.includes(column)))) continue
    const chosen = chooseParts(key, facts, columns, links, rows)
    if (chosen.parts.length === 0) {
      watched.push(key)
      continue
    }
    if (chosen.capacity < rows && !chosen.mayBeNull) {
      // Parts outside the product could still tell rows apart: then they are compared.
      if (!chosen.isWhole) {
        watched.push(key)
        continue
      }
      rows = chosen.capacity
      limitedBy = key.name
    }
    assign(chosen.parts, facts, key, columns, links)
    groups.push(new Set(chosen.parts.flatMap(({ covers }) => covers)))
  }
  return { rows, limitedBy, columns, links, watched }
}

function keysOf({ primaryKey, uniqueKeys, columns }: Table): UniqueKey[] {
  const primary = { name: 'PRIMARY', columns: primaryKey, prefixLengths: primaryKey.map(() => null), functional: false }
  const stored = new Set(columns.filter(({ generated }) => !generated).map(({ name }) => name))
  // What is made of an expression only the server can compare.
  const plain = uniqueKeys.filter((key) => !key.functional && key.columns.every((column) => stored.has(column)))
  return [...(primaryKey.length > 0 ? [primary] : []), ...plain.toSorted((a, b) => a.columns.length - b.columns.length)]
}

interface Part {
  readonly link: Link | null
  readonly covers: readonly string[]
  readonly size: number
  readonly nullable: boolean
  readonly prefix: number | null
}

interface Chosen {
  readonly parts: readonly Part[]
  readonly capacity: number
  readonly mayBeNull: boolean
  /** The key has no other part that could tell rows apart. */
  readonly isWhole: boolean
}

function chooseParts(
  key: UniqueKey,
  facts: KeyFacts,
  taken: ReadonlyMap<string, Digit>,
  takenLinks: ReadonlyMap<Link, Digit>,
  rows: number,
): Chosen {
  const links = facts.links
    .filter((link) => !takenLinks.has(link) && link.given.length === 0)
    .filter(({ owned }) => owned.every(({ column }) => key.columns.includes(column)))
    .map(
      (link): Part => ({
        link,
        covers: link.owned.map(({ column }) => column),
        size: facts.parentRows(link),
        nullable: link.optional,
        prefix: null,
      }),
    )
  const own = key.columns.flatMap((column, at): Part[] => {
    const domain = facts.domainOf(column)
    if (!domain || taken.has(column)) return []
    const prefix = key.prefixLengths[at] ?? null
    const size = countOf(domain, prefix)
    return size === null ? [] : [{ link: null, covers: [column], size, nullable: domain.nullable, prefix }]
  })
  const autoIncrement = own.find(({ covers }) => facts.domainOf(covers[0]!)?.column.autoIncrement)
  const product = (parts: readonly Part[]) =>
    parts.reduce((size, part) => Math.min(largestProduct, size * part.size), 1)
  const candidates = [
    ...(autoIncrement ? [[autoIncrement]] : []),
    ...(links.length > 0 ? [links] : []),
    ...own.filter(() => links.length === 0).map((part) => [part]),
    [...links, ...own.toSorted((a, b) => a.size - b.size)],
  ].filter((parts) => parts.length > 0)
  const parts = candidates.find((some) => product(some) >= rows) ?? candidates.at(-1) ?? []
  const covered = new Set(parts.flatMap(({ covers }) => covers))
  return {
    parts,
    capacity: parts.length === 0 ? 0 : product(parts),
    mayBeNull: parts.some(({ nullable }) => nullable),
    isWhole: key.columns.every((column) => covered.has(column)),
  }
}

/** How many values of a column a key can tell apart, null when that cannot be said. */
function countOf({ values, column, limits, ranges, scale }: Domain, prefix: number | null): number | null {
  const isPlain = limits.choices === null && limits.patterns.length === 0 && column.kind === 'text'
  if (prefix !== null && !isPlain) return null
  const within = prefix === null ? Number.POSITIVE_INFINITY : 36 ** Math.min(prefix, 9)
  // A counter begins at 1: its 0 means the next number to many a program.
  const counted = column.autoIncrement && scale ? sizeOf(intersect(ranges, [[1n, scale.max]])) : values.count
  return Math.min(Number(counted), within, largestProduct)
}

function assign(
  parts: readonly Part[],
  { table, wanted, seed }: KeyFacts,
  key: UniqueKey,
  columns: Map<string, Digit>,
  links: Map<Link, Digit>,
): void {
  // Parents come first and are shuffled; the table's own numbers count on above them, 1, 2, 3 for each parent.
  const ordered = [...parts.filter(({ link }) => link), ...parts.filter(({ link }) => !link)]
  const allLinks = ordered.every(({ link }) => link)
  const total = ordered.reduce((size, part) => Math.min(largestProduct, size * part.size), 1)
  const shuffled =
    allLinks && total > 0 && wanted <= total ? permutation(total, seed, `${table.name}.${key.name}`) : null
  let unit = 1
  for (const part of ordered) {
    const divisor = unit
    const isLast = part === ordered.at(-1)
    const digit: Digit = {
      alone: parts.length === 1,
      prefix: part.prefix,
      indexOf(row) {
        if (row >= total) return part.nullable ? null : row % Math.max(1, part.size)
        const number = Math.floor((shuffled ? shuffled(row) : row) / divisor)
        return isLast ? number : number % part.size
      },
    }
    if (part.link) links.set(part.link, digit)
    else columns.set(part.covers[0]!, digit)
    unit *= part.size
  }
}
