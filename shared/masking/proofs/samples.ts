import type { ColumnPlan } from '../../policy/plan.ts'
import { columnTakes } from '../../schema/column-takes.ts'
import type { Table } from '../../schema/schema.ts'
import { HmacDraw } from '../draw.ts'
import { contextOf } from '../rows/column-context.ts'
import { customOrigins, transformers } from '../transformers/index.ts'

const sampleSize = 40

/** Fakes as the column would get them, for values that nobody has; [] for masks that keep the form of the value. */
export function sampleFakes(table: Table, plan: ColumnPlan, locale: string): (string | null)[] {
  const transformer = transformers.get(plan.rule.mask)!
  if (transformer.keepsForm || plan.parts || plan.inside) return []
  if (transformer.example) return [transformer.example(plan.rule.options)]
  const context = contextOf(table, plan, locale, null)
  const mask = transformer.compile(context, plan.rule.options)
  const draw = new HmacDraw(new Uint8Array(32))
  return Array.from({ length: transformer.draws ? sampleSize : 1 }, (_, at) => {
    draw.begin(Buffer.of(at), 0, 1, 0)
    // Of texts the masks see no more than the length.
    return mask('x'.repeat(Math.min(at ** 2, context.maxLength)), draw)
  })
}

/** Why the column would not take what the rule makes, null when it takes all samples. */
export function proveSamples(table: Table, plan: ColumnPlan, locale: string): string | null {
  // What somebody's own transformer makes may depend on the place.
  if (customOrigins().some(({ name }) => name === plan.rule.mask)) return proveAt(table, plan, locale)
  const id = kindOf(table, plan, locale)
  const before = proven.get(id)
  if (before !== undefined) return before
  const verdict = proveAt(table, plan, locale)
  proven.set(id, verdict)
  return verdict
}

// A thousand tables have a few kinds of columns.
const proven = new Map<string, string | null>()

/** All by which the samples of one column may differ from those of another: where it stands and how many rows it has is not in them. */
function kindOf(table: Table, plan: ColumnPlan, locale: string): string {
  const { column, unique, subjectUnique, maxLength } = contextOf(table, plan, locale, null)
  const { name, position, comment, defaultSql, ...kind } = column
  const { rule, domain, room, parts, inside } = plan
  return JSON.stringify([
    ...[locale, rule.mask, rule.options, domain, room, parts, inside, kind],
    ...[unique, subjectUnique, maxLength],
  ])
}

function proveAt(table: Table, plan: ColumnPlan, locale: string): string | null {
  const context = contextOf(table, plan, locale, null)
  const fakes = sampleFakes(table, plan, locale)
  if (fakes.some((fake) => fake === null) && !context.column.nullable)
    return 'the rule gives NULL, the column is NOT NULL'
  const unfit = fakes.some((fake) => fake !== null && !columnTakes(context.column, fake, context.maxLength))
  return unfit ? `${plan.rule.mask} makes values that a ${context.column.columnType} column does not take` : null
}
