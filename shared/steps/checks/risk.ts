import type { GroupAudit, MeasuredRisk } from '../../audit/measured.ts'
import type { Check } from '../../audit/record.ts'
import { transformers } from '../../masking/transformers/index.ts'
import { isComparable } from '../../policy/risk/resolve-risk.ts'
import { describeRiskSet, type RiskSet } from '../../policy/risk/risk-set.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'
import { RowBudget } from './row-budget.ts'

/** Longer, and a figure is said to be missing; with limits the night is refused. */
const secondsForEach = 60
const mostColumns = 6
/** How few people share what an outsider may know, and which pseudonyms counting tells apart; refused beyond the limits of the policy. */
export async function measureRisk(
  context: Pick<VerifyContext, 'plan' | 'ports'>,
): Promise<{ measured: MeasuredRisk; checks: Check[] }> {
  const groups: GroupAudit[] = []
  const findings: string[] = []
  const budget = new RowBudget(context.plan)
  for (const set of context.plan.risk ?? []) {
    const tables = [set.people, ...set.joins.map(({ table }) => table)]
    const isCounted = set.line !== null || budget.takes(tables)
    const group = isCounted
      ? await measureSet(set, context)
      : uncounted(set, 'it would make the night longer; declare it under risk to have it counted')
    groups.push(group)
    findings.push(...beyond(set, group))
  }
  const frequencies = await measureFrequencies(context, budget)
  const checks =
    groups.length > 0
      ? [verdictOf('risk', `${counted(groups.length, 'set')} of columns`, findings, noteOf(groups))]
      : []
  return { measured: { groups, frequencies }, checks }
}

async function measureSet(set: RiskSet, { plan, ports }: Pick<VerifyContext, 'plan' | 'ports'>): Promise<GroupAudit> {
  const sizes = await ports.shadow.groupSizes(plan, set, secondsForEach)
  if (sizes === null) return uncounted(set, `it was not counted within ${secondsForEach} s`)
  return { set: describeRiskSet(set), declared: set.line !== null, ...sizes, reason: null }
}

function uncounted(set: RiskSet, reason: string): GroupAudit {
  const about = { set: describeRiskSet(set), declared: set.line !== null }
  return { ...about, people: null, smallest: null, below5: null, below11: null, reason }
}

function beyond({ limits, line }: RiskSet, { set, people, smallest, below5, below11, reason }: GroupAudit): string[] {
  const limited = [limits.smallest, limits.below5, limits.below11].some((limit) => limit !== null)
  if (!limited || people === 0) return []
  if (people === null) return [`${set}: ${reason}, so whether it keeps its limits (risk, line ${line}) is not known`]
  const shares: readonly (readonly [number, number | null, number | null])[] = [
    [5, below5, limits.below5],
    [11, below11, limits.below11],
  ]
  return [
    ...(limits.smallest !== null && smallest! < limits.smallest
      ? [
          `${set}: the smallest group has ${counted(smallest!, 'row')}, and risk (line ${line}) asks for ${limits.smallest}`,
        ]
      : []),
    ...shares.flatMap(([size, found, limit]) =>
      limit !== null && found! > limit * people
        ? [
            `${set}: ${percent(found! / people)} are in groups of fewer than ${size}, and risk (line ${line}) allows ${percent(limit)}`,
          ]
        : [],
    ),
  ]
}

function noteOf(groups: readonly GroupAudit[]): string {
  return groups
    .map(({ set, people, smallest, below5, below11, reason }) =>
      people === null
        ? `${set}: ${reason}`
        : `${set}: smallest group ${smallest}, ${percent(people ? below5! / people : 0)} below 5, ${percent(people ? below11! / people : 0)} below 11`,
    )
    .join('; ')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Columns whose pseudonyms repeat within the night. */
async function measureFrequencies(
  { plan, ports }: Pick<VerifyContext, 'plan' | 'ports'>,
  budget: RowBudget,
): Promise<MeasuredRisk['frequencies']> {
  const places = plan.tables.flatMap(({ table: name, columns }) => {
    const table = plan.schema.tables.find((one) => one.name === name)!
    const isUnique = (column: string) =>
      [table.primaryKey, ...table.uniqueKeys.map((key) => key.columns)].some(
        (key) => key.length === 1 && key[0] === column,
      )
    return columns.flatMap(({ column, rule }) => {
      const transformer = transformers.get(rule.mask)
      const repeats = transformer?.draws && transformer.drawsFrom !== 'row'
      return repeats && !isUnique(column) && isComparable(table, column) ? [{ table: name, column }] : []
    })
  })
  const found: MeasuredRisk['frequencies'][number][] = []
  for (const { table, column } of places.slice(0, mostColumns)) {
    if (!budget.takes([table])) continue
    const counts = await ports.shadow.frequencies(plan, table, column, secondsForEach)
    if (counts && counts.cells > counts.values) found.push({ column: `${table}.${column}`, ...counts })
  }
  return found
}
