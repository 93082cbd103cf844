import { type Constraint, constraintsOf } from '../../../schema/checks/constraints.ts'
import { type Column, type Schema, storedColumns, type Table } from '../../../schema/schema.ts'
import { RowRandom } from '../../random.ts'
import { fakerOf } from '../cells/faker-of.ts'
import { type Judge, poolOf } from '../cells/pool.ts'
import { contentsOf } from '../domains/believable-text.ts'
import { type Domain, domainOf, limitedTo } from '../domains/domain.ts'
import { type SchemaShape, shapeOfTable } from '../schema-shape.ts'
import { fillOrder } from './fill-order.ts'
import { fillTable } from './fill-table.ts'
import { type KeyPlan, planKeys } from './key-plan.ts'
import { withLikelyReferences } from './likely-references.ts'
import { type Link, type Links, planLinks } from './links.ts'
import { settle } from './settle.ts'
import { TableRows } from './table-rows.ts'

export interface Filling {
  /** In an order in which foreign keys mostly hold; circles need the checks off while rows are loaded. */
  readonly tables: readonly TableRows[]
  /** What could not be had, one sentence each with table and reason. */
  readonly unmet: readonly string[]
}

const mostRounds = 30

interface Described {
  readonly table: Table
  readonly constraints: readonly Constraint[]
  readonly domains: ReadonlyMap<string, Domain>
  readonly links: readonly Link[]
}

/** Settles every row of a schema: what each table will hold, of how many rows, and what cannot be had. Same seed, same rows. */
export async function planFill(declared: Schema, shape: SchemaShape, judge: Judge): Promise<Filling> {
  const schema = withLikelyReferences(declared)
  const links = planLinks(schema)
  const unmet: string[] = []
  const wanted = new Map<string, number>()
  const described: Described[] = []
  for (const table of fillOrder(schema.tables)) {
    const made = await describe(table, schema, links, shape, judge)
    described.push(made)
    const problems = impossible(made, links)
    unmet.push(...problems)
    wanted.set(table.name, problems.length > 0 ? 0 : (shapeOfTable(shape, table.name).count ?? shape.rows))
  }
  for (;;) {
    const plans = countRows(described, wanted, shape, unmet)
    const failure = await build(described, plans, shape, judge)
    if (!('table' in failure)) return { tables: failure.tables, unmet: [...new Set(unmet)] }
    // Fewer rows of one table are fewer parents of others: everything is settled anew.
    unmet.push(`${failure.table}: ${failure.row} of ${wanted.get(failure.table)} rows; ${failure.reason}`)
    wanted.set(failure.table, failure.row)
  }
}

async function describe(
  table: Table,
  schema: Schema,
  links: Links,
  shape: SchemaShape,
  judge: Judge,
): Promise<Described> {
  const constraints = constraintsOf(table)
  const own = links.of(table.name)
  const owned = new Set(own.flatMap((link) => link.owned.map(({ column }) => column)))
  const outside = new Set(links.outside.filter((entry) => entry.table === table.name).flatMap(({ key }) => key.columns))
  const contents = contentsOf(table)
  const domains = new Map<string, Domain>()
  for (const column of storedColumns(table).filter(({ name }) => !owned.has(name))) {
    const domain = domainOf(shortened(column, table, schema), constraints)
    const faker = fakerOf(shape.locale, new RowRandom(shape.seed, `${table.name}.${column.name} pool`).begin(0))
    const made =
      domain.exact && domain.unknown.length === 0
        ? domain
        : await poolOf(table.name, domain, contents.get(column.name) ?? null, faker, shape, judge)
    domains.set(column.name, outside.has(column.name) ? limitedTo(made, []) : made)
  }
  return { table, constraints, domains, links: own }
}

/** As short as the shortest column that refers to it. */
function shortened(column: Column, table: Table, { tables }: Schema): Column {
  if (column.maxLength === null) return column
  const referring = tables.flatMap((child) =>
    child.foreignKeys
      .filter((key) => key.referencedDatabase === null && key.referencedTable === table.name)
      .flatMap((key) => {
        const at = key.referencedColumns.indexOf(column.name)
        return child.columns.find(({ name }) => name === key.columns[at])?.maxLength ?? []
      }),
  )
  return { ...column, maxLength: Math.min(column.maxLength, ...referring) }
}

function impossible({ table, domains }: Described, links: Links): string[] {
  return [...domains.values()]
    .filter(({ values, nullable }) => values.count === 0n && !nullable)
    .map(({ column }) => {
      const key = links.outside.find(
        (entry) => entry.table === table.name && entry.key.columns.includes(column.name),
      )?.key
      return key
        ? `${table.name}: no rows; ${column.name} refers to ${key.referencedDatabase ?? ''}.${key.referencedTable}, which lies outside the schema`
        : `${table.name}: no rows; no value was found for ${column.name} that its checks allow`
    })
}

/** How many rows each table can have: keys bound their own table, and an empty parent its children. */
function countRows(
  described: readonly Described[],
  wanted: Map<string, number>,
  shape: SchemaShape,
  unmet: string[],
): Map<string, KeyPlan> {
  for (;;) {
    const plans = new Map<string, KeyPlan>()
    let isStable = true
    for (const { table, domains, links } of described) {
      const before = wanted.get(table.name)!
      const parentRows = (link: Link) => wanted.get(link.parent)!
      const plan = planKeys({
        table,
        wanted: before,
        seed: shape.seed,
        links,
        domainOf: (column) => domains.get(column) ?? null,
        parentRows,
      })
      const orphaned = links.find((link) => !link.optional && link.given.length === 0 && parentRows(link) === 0)
      const rows = orphaned ? 0 : plan.rows
      plans.set(table.name, plan)
      if (rows >= before) continue
      isStable = false
      wanted.set(table.name, rows)
      unmet.push(
        orphaned
          ? `${table.name}: no rows; ${orphaned.parent}, which it refers to, has none`
          : `${table.name}: ${rows} of ${before} rows; its key ${plan.limitedBy} has no more different values`,
      )
    }
    if (isStable) return plans
  }
}

async function build(
  described: readonly Described[],
  plans: ReadonlyMap<string, KeyPlan>,
  shape: SchemaShape,
  judge: Judge,
): Promise<{ tables: readonly TableRows[] } | { table: string; row: number; reason: string }> {
  const byName = new Map(described.map(({ table }) => [table.name, new TableRows(table, plans.get(table.name)!.rows)]))
  const leftovers = described.map(({ table, constraints, domains, links }) => {
    const rows = byName.get(table.name)!
    const keys = plans.get(table.name)!
    const made = fillTable({
      rows,
      constraints,
      domains,
      links,
      keys,
      shape,
      faker: (random) => fakerOf(shape.locale, random),
      contents: contentsOf(table),
      parent: (name) => byName.get(name)!,
    })
    // What reads one column that the table fills itself holds already.
    const open = constraints.filter(({ columns }) => columns.length !== 1 || !domains.has(columns[0]!))
    return { rows, constraints: open, watched: keys.watched, links: made }
  })
  for (let round = 1; ; round++) {
    let redrawn = 0
    for (const leftover of leftovers) {
      const settled = await settle(leftover, judge)
      if (settled.failure) return { table: leftover.rows.table.name, ...settled.failure }
      redrawn += settled.redrawn
    }
    // A row that was drawn again may be the parent of rows that stood already: only a round without any is the last.
    if (redrawn === 0) return { tables: [...byName.values()] }
    if (round >= mostRounds) return { table: leftovers[0]!.rows.table.name, row: 0, reason: 'it depends on itself' }
  }
}
