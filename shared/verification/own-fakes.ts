import { DigestSet } from '../masking/digests/digest-set.ts'
import { masksNeighbours } from '../masking/inside/masks-neighbours.ts'
import { contextOf } from '../masking/rows/column-context.ts'
import { transformers } from '../masking/transformers/index.ts'
import { branchesOf, keepsSome, plansWithin } from '../policy/by-row/branches-of.ts'
import type { ColumnPlan, TablePlan } from '../policy/plan.ts'
import { redactsTexts } from '../policy/redacts-texts.ts'
import type { Table } from '../schema/schema.ts'
import type { SharedIndex } from './scan.ts'

/** What a column may hold of its own rule's making, so that a real value found there is one by chance. */
export interface OwnFakes {
  /** Whether the row masker listed the value: its fake for somebody else, when all other draws were real values, too. */
  wasDrawn(hi: number, lo: number): boolean
  /** Whether the rule could have made these words, in the folded form of the search; never where the policy keeps some cells. */
  couldMake(words: readonly string[]): boolean
}

/** The locales of the plan have to be loaded. */
export function ownFakesOf(table: Table, plan: ColumnPlan, locale: string, { drawn }: SharedIndex): OwnFakes | null {
  if (plan.rule.mask === 'keep') return null
  const place = `${table.name}.${plan.column}`
  const listed = drawn.find((entry) => entry.place === place)
  const digests = listed ? new DigestSet(listed.digests) : null
  // Only a real value that was found asks.
  let recognisers: readonly ((words: readonly string[]) => boolean)[] | null = null
  return {
    wasDrawn: (hi, lo) => digests?.has(hi, lo) ?? false,
    couldMake(words) {
      recognisers ??= keepsSome(plan) ? [] : branchesOf(plan).map((branch) => recogniserOf(table, branch, locale))
      return recognisers.some((recognise) => recognise(words))
    },
  }
}

/** What columns may hold of several rules' making, as one that the server makes of them does. */
export function anyOf(all: readonly OwnFakes[]): OwnFakes {
  return {
    wasDrawn: (hi, lo) => all.some((fakes) => fakes.wasDrawn(hi, lo)),
    couldMake: (words) => words.every((word) => all.some((fakes) => fakes.couldMake([word]))),
  }
}

/** Whether fakes were drawn again for real values of the column: then each that stayed one was listed. */
export function isSurveyed(plan: ColumnPlan): boolean {
  return plansWithin(plan).some(({ rule }) => transformers.get(rule.mask)!.avoidsOriginals)
}

/**
 * Whether what is masked or listed of a table depends on which real values there are: fakes that equal one are drawn again, and what parts of
 * a text or a record make together is listed where it is one.
 */
export function asksExclusions(tablePlan: Pick<TablePlan, 'columns'>): boolean {
  const isAsking = (plan: ColumnPlan) => isSurveyed(plan) || branchesOf(plan).some(masksNeighbours)
  return tablePlan.columns.some(isAsking) || redactsTexts({ tables: [tablePlan] })
}

function recogniserOf(table: Table, plan: ColumnPlan, locale: string): (words: readonly string[]) => boolean {
  const transformer = transformers.get(plan.rule.mask)!
  const { options } = plan.rule
  // What draws without a look at the value cannot have it from there.
  if (!transformer.recogniser) return () => transformer.draws && !transformer.readsValue
  return transformer.recogniser(contextOf(table, plan, locale, null), options)
}
