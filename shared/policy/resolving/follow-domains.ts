import type { Schema } from '../../schema/schema.ts'
import { branchesOf } from '../by-row/branches-of.ts'
import type { ColumnPlan, LeafPlan, PartPlan, Room, TablePlan } from '../plan.ts'
import type { RuleKinds } from '../rule-kind.ts'

/**
 * What is in a value is masked as the columns of its domain are: by the same options, in the same room and compared alike. So the address
 * in a text is the one that stands in the column. It gives no room itself: a short text must not shorten every address.
 */
export function followDomains(schema: Schema, tables: readonly TablePlan[], kinds: RuleKinds): TablePlan[] {
  const leaders = tables.flatMap(({ table, columns }) =>
    columns.flatMap(branchesOf).map((plan): Leader => ({ table, plan })),
  )
  const follow = (part: PartPlan): PartPlan => {
    const leader = leaders.find(({ plan }) => plan.domain === part.domain && plan.rule.mask === part.rule.mask)
    return leader ? { ...part, ...sharedWith(schema, leader, part.rule) } : part
  }
  const followLeaf = (leaf: LeafPlan): LeafPlan => {
    const { mask, options } = leaf.rule
    const kind = kinds.get(mask)!
    if (leaf.domain === '') return leaf
    const alike = leaders.filter(({ plan }) => plan.domain === leaf.domain && plan.rule.mask === mask)
    // A rule that says nothing else is meant as the columns have it.
    const saysNothing = isSame(options, kind.options.safeParse({}).data)
    const leader = alike.find(({ plan }) => isSame(plan.rule.options, options)) ?? (saysNothing ? alike[0] : undefined)
    if (!leader) return leaf
    const { room, ...shared } = sharedWith(schema, leader, leaf.rule)
    // What reads the value takes its length from it.
    return { ...leaf, ...shared, ...(kind.readsValue ? {} : { room }) }
  }
  const settle = <Planned extends ColumnPlan>(plan: Planned): Planned => ({
    ...plan,
    ...(plan.parts ? { parts: plan.parts.map(follow) } : {}),
    ...(plan.inside ? { inside: plan.inside.map((leaf) => settle(followLeaf(leaf))) } : {}),
  })
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((plan) =>
      settle(plan.branches ? { ...plan, branches: plan.branches.map(settle) } : plan),
    ),
  }))
}

interface Leader {
  readonly table: string
  readonly plan: ColumnPlan
}

function sharedWith(schema: Schema, { table, plan }: Leader, rule: ColumnPlan['rule']) {
  const column = schema.tables.find(({ name }) => name === table)!.columns.find(({ name }) => name === plan.column)!
  const own: Room = { maxLength: column.maxLength, charsets: column.charset === null ? [] : [column.charset] }
  const { options } = plan.rule
  return { rule: { ...rule, options }, room: plan.room ?? own, collation: column.collation }
}

function isSame(a: unknown, b: unknown): boolean {
  const sorted = (options: unknown) => Object.entries(options ?? {}).sort(([x], [y]) => (x < y ? -1 : 1))
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}
