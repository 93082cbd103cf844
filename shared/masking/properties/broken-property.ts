import type { ColumnPlan } from '../../policy/plan.ts'
import { columnTakes } from '../../schema/column-takes.ts'
import type { Table } from '../../schema/schema.ts'
import { contextOf } from '../rows/column-context.ts'
import { transformers } from '../transformers/index.ts'
import { type Trial, tryOut } from './trial.ts'
import { oddTexts, valuesLike } from './trial-values.ts'

const fewValues = 150

/**
 * What a transformer promises and does not keep on a column, as the rest of a sentence that begins with its name; null when all holds:
 * deterministic, another in another domain and under another key, taken by the column, never the value itself, one-to-one where a
 * unique column is proven, over `many` values. `forms` are values as it expects them. Throws what the transformer throws.
 */
export function brokenProperty(
  table: Table,
  plan: ColumnPlan,
  locale: string,
  forms: readonly string[],
  many = 10_000,
): string | null {
  const { drawsFrom } = transformers.get(plan.rule.mask)!
  const context = contextOf(table, plan, locale, null)
  const { column } = context
  const like = valuesLike(forms, column, fewValues)
  const odd =
    column.kind === 'text' ? oddTexts.filter((text) => text.length <= context.maxLength && context.holds(text)) : []
  const values = [...like, ...odd.filter((text) => !like.includes(text))]
  const { fakes } = tryOut(table, plan, locale, values)
  const again = tryOut(table, plan, locale, values)
  if (fakes.some((fake, at) => fake !== again.fakes[at]))
    return 'makes another fake of the same value when it is asked again: take what is to be random from draw, never from the clock or from chance'
  if (drawsFrom !== 'row' && !isOrderless(table, plan, locale, values, fakes))
    return 'makes of a value what depends on the values before it: keep nothing from one call to the next'
  if (fakes.includes(null) && !column.nullable) return 'makes NULL, and the column is NOT NULL'
  const unfit = fakes.find((fake) => fake !== null && fake !== '' && !columnTakes(column, fake, context.maxLength))
  if (unfit !== undefined)
    return `makes values that a ${column.columnType} column does not take, such as one of ${[...unfit!].length} characters: keep within context.maxLength, or let prove refuse the column`
  const once = tryOut(table, plan, locale, like)
  return (
    unseparated(table, plan, locale, like, once) ??
    identity(plan, once) ??
    collisions(table, plan, locale, valuesLike(forms, column, many))
  )
}

function isOrderless(
  table: Table,
  plan: ColumnPlan,
  locale: string,
  values: readonly string[],
  fakes: readonly (string | null)[],
) {
  const { fakes: backwards } = tryOut(table, plan, locale, values.toReversed())
  const isPerson = transformers.get(plan.rule.mask)!.drawsFrom === 'subject'
  return isPerson || backwards.toReversed().every((fake, at) => fake === fakes[at])
}

function unseparated(
  table: Table,
  plan: ColumnPlan,
  locale: string,
  values: readonly string[],
  { fakes }: Trial,
): string | null {
  if (!transformers.get(plan.rule.mask)!.draws || plan.inside || plan.parts) return null
  const others = [
    ['in every domain', tryOut(table, { ...plan, domain: `${plan.domain} of another` }, locale, values)],
    ['under every key', tryOut(table, plan, locale, values, 2)],
  ] as const
  const same = others.find(([, other]) => other.fakes.every((fake, at) => fake === fakes[at]))
  return same
    ? `makes the same fakes ${same[0]}, so that who knows the rule knows the value: draw them from draw or from context.subkey`
    : null
}

function identity({ rule }: ColumnPlan, { fakes, unchanged }: Trial): string | null {
  const { originals } = transformers.get(rule.mask)!
  const kind = typeof originals === 'string' ? originals : originals(rule.options)
  if (kind === 'none' || unchanged === 0 || (kind === 'common' && unchanged < fakes.length)) return null
  return `leaves ${unchanged} of ${fakes.length} values as they are: draw again, or replace more of the value`
}

function collisions(table: Table, plan: ColumnPlan, locale: string, values: readonly string[]): string | null {
  const context = contextOf(table, plan, locale, null)
  if (!context.unique || !transformers.get(plan.rule.mask)!.prove(context, plan.rule.options).ok) return null
  const { fakes } = tryOut(table, plan, locale, values)
  const made = fakes.filter((fake) => fake !== null)
  const lost = made.length - new Set(made).size
  return lost === 0
    ? null
    : `gives ${lost} of ${values.length} values a fake that another one has, though prove takes a unique column: make longer fakes, or let prove refuse context.unique`
}
