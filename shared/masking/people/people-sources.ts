import { branchesOf, decidingColumns, plansWithin } from '../../policy/by-row/branches-of.ts'
import type { ColumnPlan, Plan } from '../../policy/plan.ts'
import { redactsTexts } from '../../policy/redacts-texts.ts'
import type { Rule } from '../../policy/rule.ts'
import type { ChunkRef } from '../../schema/chunk.ts'
import type { Table } from '../../schema/schema.ts'
import { originalsKind } from '../digests/original-kinds.ts'
import { transformers } from '../transformers/index.ts'

/** What says in a row who a person is: a masked column, a branch of one, or a first and a last name in two. */
export interface PeopleSource {
  readonly table: Table
  /** First and last name where there are two. */
  readonly plans: readonly [ColumnPlan] | readonly [ColumnPlan, ColumnPlan]
  /** Of a rule by row: the column's own plan, and which branch of it this is. */
  readonly choice: { readonly around: ColumnPlan; readonly branch: number } | null
  /** How it is looked for: as a name in any order and form, as one of its halves, as it is written, or by its digits. */
  readonly sort: 'name' | 'part' | 'literal' | 'phone'
}

/** A source and its number among those of the plan. */
export interface NumberedSource {
  readonly source: PeopleSource
  readonly number: number
}

const ofPlan = new WeakMap<object, readonly PeopleSource[]>()

/** Those of one table. Every chunk asks for them. */
export function sourcesIn(plan: Pick<Plan, 'tables' | 'schema'>, table: string): NumberedSource[] {
  const all = ofPlan.get(plan) ?? peopleSources(plan)
  ofPlan.set(plan, all)
  return all.flatMap((source, number) => (source.table.name === table ? [{ source, number }] : []))
}

/** Everything that names people, in an order that the plan alone decides; nothing where no text is redacted. */
export function peopleSources(plan: Pick<Plan, 'tables' | 'schema'>): PeopleSource[] {
  if (!redactsTexts(plan)) return []
  const parts = plan.tables.flatMap(({ columns }) =>
    columns.flatMap(plansWithin).flatMap(({ parts = [] }) => parts.map(({ rule, domain }) => ({ rule, domain }))),
  )
  // Found by its form, it has the pseudonym of its column anyway.
  const isFoundAnyway = ({ rule, domain }: ColumnPlan) =>
    rule.mask === 'email' && parts.some((part) => part.domain === domain && isSame(part.rule, rule))
  return plan.tables.flatMap(({ table: name, columns }) => {
    const table = plan.schema.tables.find((candidate) => candidate.name === name)!
    const alone = columns.flatMap((around) =>
      branchesOf(around).flatMap((one, branch): PeopleSource[] => {
        const sort = sortOf(one)
        if (sort === null || isFoundAnyway(one)) return []
        return [{ table, plans: [one], choice: around.branches ? { around, branch } : null, sort }]
      }),
    )
    return [...alone, ...pairsOf(table, columns)]
  })
}

const unsearched = new Set([
  'password',
  'free_text',
  'truncate',
  'bucket',
  'noise',
  'point',
  'coordinate',
  'constant',
  'null',
])

function sortOf({ rule, parts, inside }: ColumnPlan): PeopleSource['sort'] | null {
  const transformer = transformers.get(rule.mask)
  if (!transformer?.draws || transformer.drawsFrom === 'row' || parts || inside || unsearched.has(rule.mask))
    return null
  const kind = originalsKind(transformer, rule)
  if (kind !== 'name' && kind !== 'identifying') return null
  if (isPartOfName({ rule }, 'first_name') || isPartOfName({ rule }, 'last_name')) return 'part'
  if (kind === 'name') return 'name'
  return rule.mask === 'phone' ? 'phone' : 'literal'
}

/** First and last names in columns of their own, about the same person. */
function pairsOf(table: Table, columns: readonly ColumnPlan[]): PeopleSource[] {
  const find = (which: string) => columns.filter((plan) => isPartOfName(plan, which))
  const [first] = find('first_name')
  const last = first && find('last_name').find(({ subject }) => subject === first.subject)
  return first && last ? [{ table, plans: [first, last], choice: null, sort: 'name' }] : []
}

function isPartOfName({ rule }: Pick<ColumnPlan, 'rule'>, which: string): boolean {
  return (
    rule.mask === which ||
    (rule.mask === 'persona' && rule.options.template === undefined && rule.options.part === which)
  )
}

function isSame(a: Rule, b: Rule): boolean {
  const sorted = ({ options }: Rule) => Object.entries(options).sort(([x], [y]) => (x < y ? -1 : 1))
  return a.mask === b.mask && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** The chunks of which the survey has sealed people. */
export function chunksOfPeople({ chunks }: Pick<Plan, 'chunks'>, sources: readonly PeopleSource[]): ChunkRef[] {
  const tables = new Set(sources.map(({ table }) => table.name))
  return chunks.filter(({ table }) => tables.has(table))
}

/** The columns that have to be read to record them. */
export function columnsOfPeople(sources: readonly NumberedSource[]): string[] {
  return sources.flatMap(({ source: { plans, choice } }) => {
    const own = plans.flatMap(({ column, subject }) => [column, ...(subject ? [subject] : [])])
    const byRow = choice?.around.rule.byRow
    return [...own, ...(byRow ? decidingColumns(byRow) : [])]
  })
}
