import type { EdgeCase } from '../audit/record.ts'
import type { Plan } from '../policy/plan.ts'
import { emptiedTables } from '../policy/staging-own.ts'
import type { InsertSeed, Ports, StepReport } from '../ports.ts'
import { type EdgeCasePack, referenceDate, type SeededCase, type SeedingContext } from '../seeding/edge-cases.ts'
import { ownCases } from '../seeding/own-cases/own-cases.ts'
import { schemaPack } from '../seeding/schema/edge-cases/schema-pack.ts'
import { type PlacedRow, rowBatches } from '../seeding/schema/rows/row-batches.ts'
import { shopPack } from '../seeding/shop-cases/pack.ts'
import { applySettings, takeOver } from './put-own.ts'
import { sealShadow } from './seal-shadow.ts'

const packs: readonly EdgeCasePack[] = [shopPack, schemaPack]

type SeedPorts = Pick<Ports, 'plans' | 'shadow' | 'catalogue' | 'notes' | 'receipts'>

/** Seeds the rows, then seals the shadow schema. May be repeated. */
export async function seed(input: { runId: string }, ports: SeedPorts): Promise<StepReport> {
  const report = await seedRows(input, ports)
  await sealShadow(input, ports)
  return report
}

/**
 * Takes over what staging keeps of its own, adds the edge cases of the plan's packs to the shadow schema, applies staging's settings, and writes the
 * catalogue, into the artifacts and beside the rows. What the schema or the server does not take is left out and noted with its reason: an edge case
 * never stops a night.
 */
export async function seedRows(input: { runId: string }, ports: SeedPorts): Promise<StepReport> {
  const plan = await ports.plans.read(input.runId)
  let report: StepReport = { rows: 0, bytes: 0 }
  await ports.shadow.seed(plan, async (insert, own) => {
    const taken = plan.own && (await takeOver(plan, plan.own, own, ports))
    const { cases, leftOut } = await chooseCases(plan, ports.shadow)
    const { refused, seeded, bytes } = await insertRows(plan, cases, insert)
    const entries: EdgeCase[] = cases
      .filter(({ name }) => !refused.has(name))
      .map(({ name, description, table, key }) => ({ name, description, table, key: { ...key } }))
    const reasons = [...leftOut, ...[...refused].map(([name, why]) => `${name}: ${why}`)]
    // Before the rows are there for good: what is seeded is never without its catalogue.
    await ports.catalogue.write(plan.runId, entries)
    await ports.notes.write(plan.runId, 'seeded', seeded)
    await ports.notes.write(plan.runId, 'leftOut', reasons)
    // Last, so that what was seeded does no harm either.
    if (plan.own && taken)
      await ports.notes.write(plan.runId, 'own', { ...taken, settings: await applySettings(plan.own, own) })
    report = { rows: seeded.reduce((sum, { rows }) => sum + rows, 0), bytes }
    return entries
  })
  return report
}

/** All packs, and the configuration's own cases, look at the shadow schema as it was loaded: the keys of one do not push those of another. */
async function chooseCases(plan: Plan, shadow: Ports['shadow']) {
  const context = contextOf(plan, shadow)
  const cases: SeededCase[] = []
  const leftOut: string[] = []
  for (const pack of packs.filter(({ name }) => plan.seed.edgeCases.includes(name))) {
    const made = await pack.cases(context)
    cases.push(...made.cases)
    leftOut.push(...made.leftOut)
  }
  const named = withOwnNames(cases)
  const own = await ownCases(plan.seed.cases ?? [], context, new Set(named.map(({ name }) => name)))
  return { cases: [...named, ...own.cases], leftOut: [...leftOut, ...own.leftOut] }
}

/** Long names are cut, and then two may be the same: the later ones get a number. */
function withOwnNames(cases: readonly SeededCase[]): readonly SeededCase[] {
  const uses = new Map<string, number>()
  return cases.map((one) => {
    const use = (uses.get(one.name) ?? 0) + 1
    uses.set(one.name, use)
    return use === 1 ? one : { ...one, name: `${[...one.name].slice(0, 180).join('')}~${use}` }
  })
}

function contextOf(plan: Plan, shadow: Ports['shadow']): SeedingContext {
  const copied = new Set(plan.tables.map(({ table }) => table))
  const emptied = emptiedTables(plan.own)
  return {
    schema: plan.schema,
    seed: plan.seed.value,
    referenceDate,
    canSeed: (table) => copied.has(table) && !plan.keepTables.includes(table) && !emptied.has(table),
    keyRange: (table, column) => shadow.keyRange(plan, table, column),
    sample: (table, columns, limit) => shadow.sample(plan, table, columns, limit),
  }
}

/** Inserts parents before children. A batch that the server refuses is tried row by row: the one bad row gives up its case. */
async function insertRows(plan: Plan, cases: readonly SeededCase[], insert: InsertSeed) {
  const refused = new Map<string, string>()
  const counts = new Map<string, number>()
  let bytes = 0
  const place = async (table: string, columns: readonly string[], rows: readonly PlacedRow[]) => {
    const cells = rows.map((row) => row.cells)
    const why = await insert(table, columns, cells)
    if (why !== null) return why
    counts.set(table, (counts.get(table) ?? 0) + rows.length)
    bytes += rows.reduce((sum, row) => sum + row.bytes, 0)
    return null
  }
  for (const { table, columns, rows } of rowBatches(plan.schema.tables, cases)) {
    if ((await place(table, columns, rows)) === null) continue
    for (const row of rows) {
      const why = await place(table, columns, [row])
      if (why !== null) for (const name of sharing(cases, table, columns, row)) refused.set(name, why)
    }
  }
  return { refused, seeded: [...counts].map(([table, rows]) => ({ table, rows })), bytes }
}

/** The cases that a row is lost to: its own, and those that name it by its key. */
function sharing(
  cases: readonly SeededCase[],
  table: string,
  columns: readonly string[],
  { caseName, cells }: PlacedRow,
): readonly string[] {
  return cases
    .filter(
      ({ name, table: place, key }) =>
        name === caseName ||
        (place === table && Object.entries(key).every(([column, value]) => cells[columns.indexOf(column)] === value)),
    )
    .map(({ name }) => name)
}
