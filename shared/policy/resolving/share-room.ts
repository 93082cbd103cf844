import type { Schema } from '../../schema/schema.ts'
import { branchesOf } from '../by-row/branches-of.ts'
import type { ColumnPlan, Room, TablePlan } from '../plan.ts'
import type { RuleKinds } from '../rule-kind.ts'

/**
 * Fakes are made for the column's length and character set, so columns that share a domain would differ where these do, and a join
 * would break: each gets the room that all of them have. Masks that read the value take their length from it.
 */
export function shareRoom(schema: Schema, tables: readonly TablePlan[], kinds: RuleKinds): TablePlan[] {
  const rooms = new Map<string, Room[]>()
  for (const { table, columns } of tables)
    for (const plan of columns.flatMap(branchesOf)) {
      const id = spaceOf(plan, kinds)
      if (id !== null) rooms.set(id, [...(rooms.get(id) ?? []), roomOf(schema, table, plan)])
    }
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((plan) =>
      plan.branches
        ? { ...plan, branches: plan.branches.map((branch) => withRoom(branch, rooms, kinds)) }
        : withRoom(plan, rooms, kinds),
    ),
  }))
}

function withRoom<Planned extends ColumnPlan>(
  plan: Planned,
  rooms: ReadonlyMap<string, readonly Room[]>,
  kinds: RuleKinds,
): Planned {
  const shared = rooms.get(spaceOf(plan, kinds) ?? '') ?? []
  return shared.length > 1 ? { ...plan, room: narrowest(shared) } : plan
}

function spaceOf({ rule, domain }: ColumnPlan, kinds: RuleKinds): string | null {
  const kind = kinds.get(rule.mask)!
  if (domain === '' || kind.readsValue || kind.drawsFrom) return null
  return JSON.stringify([domain, rule.mask, Object.entries(rule.options).sort(([a], [b]) => (a < b ? -1 : 1))])
}

function roomOf(schema: Schema, table: string, { column }: ColumnPlan): Room {
  const { maxLength, charset } = schema.tables
    .find(({ name }) => name === table)!
    .columns.find(({ name }) => name === column)!
  return { maxLength, charsets: charset === null ? [] : [charset] }
}

function narrowest(rooms: readonly Room[]): Room {
  const limits = rooms.map(({ maxLength }) => maxLength).filter((limit) => limit !== null)
  return {
    maxLength: limits.length > 0 ? Math.min(...limits) : null,
    charsets: [...new Set(rooms.flatMap(({ charsets }) => charsets))].sort(),
  }
}
