import type { Plan } from '../../../policy/plan.ts'
import { isCompared } from '../../../policy/refresh.ts'
import type { MadePart } from '../../../ports.ts'
import { type MadeTable, makingOrder } from '../../../schema/made-whole.ts'
import type { Table } from '../../../schema/schema.ts'
import { shadowTableSql } from '../../../schema/shadow-ddl.ts'
import { batches } from '../wire/batches.ts'
import { dropSchema } from '../wire/drop-schema.ts'
import { toldOf } from '../wire/error-places.ts'
import { untilNoDeadlock } from '../wire/try-again.ts'
import type { Wire } from '../wire/wire.ts'
import { adoptedTables, adoptTables, giveBackTables } from './adopt-tables.ts'
import { lasting, rehearsePrograms } from './rehearse-programs.ts'
import { createSchemaSql, tableOf } from './shadow-tables.ts'

/** See Shadow.create. */
export async function makeShadow(wire: Wire, plan: Plan, part?: MadePart): Promise<void> {
  if (part === undefined || part === 'schema') {
    // An earlier try leaves rows in it: they are dropped, never continued. Those of other runs go when staging is claimed.
    if (plan.refresh?.kind === 'changes') await giveBackTables(wire, plan, plan.refresh)
    await dropSchema(wire, plan.shadow)
    const unused = plan.refresh?.kind === 'full' ? plan.refresh.drops : null
    if (unused) await dropSchema(wire, unused)
    await wire.execute(createSchemaSql(plan))
    if (plan.refresh?.kind === 'changes') await adoptTables(wire, plan, plan.refresh)
  }
  if (part === undefined) await makeTables(wire, plan, { share: 0, of: 1 })
  else if (typeof part === 'object') await makeTables(wire, plan, part)
  // Better now than after a night's work.
  if (part === undefined || part === 'programs') await rehearsePrograms(wire, plan, lasting)
}

/** Tables that a run makes: the copied ones, and those whose rows stay behind. */
export function createdTables(plan: Plan): Table[] {
  return [...plan.tables.map(({ table }) => table), ...plan.skippedTables].map((name) => tableOf(plan, name))
}

async function makeTables(wire: Wire, plan: Plan, { share, of }: { share: number; of: number }): Promise<void> {
  const all = makingOrder(createdTables(plan))
  const adopted = plan.refresh?.kind === 'changes' ? await adoptedTables(wire, plan, plan.refresh) : new Set()
  const mine = all.filter(({ table }, at) => at % of === share && !adopted.has(table.name))
  for (const some of batches(mine, tablesAtOnce)) await makeSome(wire, plan, some)
}

/** A packet of so many is a tenth of a second: what fails in it, or is interrupted, is told soon. */
const tablesAtOnce = 20

async function makeSome(wire: Wire, plan: Plan, some: readonly MadeTable[]): Promise<void> {
  const statements = some.map(({ table, foreignKeys }) => {
    // A compared table is filled row by row, and has its keys from the start.
    const early = isCompared(plan, table.name) ? (foreignKeys ?? new Set<string>()) : foreignKeys
    return shadowTableSql(table, plan.shadow, early)
  })
  let made = 0
  const makeOthers = async () => {
    for await (const _ of wire.executeEach(statements.slice(made))) made++
  }
  try {
    // Who makes a table with foreign keys holds the definitions of others.
    await untilNoDeadlock(makeOthers)
  } catch (error) {
    throw await toldOf(wire, some[made]!.table, 'making it', error)
  }
}
