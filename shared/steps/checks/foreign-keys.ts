import type { Check } from '../../audit/record.ts'
import { touchedTables } from '../../policy/staging-own.ts'
import type { ForeignKey, KeyOfTable } from '../../schema/schema.ts'
import { areOrphansProven, foreignKeysOf } from '../own-orphans.ts'
import { sealOfOrphans } from '../seals.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

type OrphanContext = Pick<VerifyContext, 'plan' | 'ports' | 'snapshots' | 'orphansBefore'>

/**
 * No row's foreign key points to a row that is not there, but where production has that orphan itself: an anti-join for each,
 * since loading did not check them. The policy says whether production's own are refused.
 */
export async function checkForeignKeys(context: OrphanContext): Promise<Check> {
  const { plan, ports } = context
  const findings: string[] = []
  const [elsewhere, own]: [string[], string[]] = [[], []]
  const touched = touchedTables(plan.own)
  const keys = plan.tables.flatMap(({ table }) => foreignKeysOf(plan, table).map((key) => ({ table, key })))
  const inner = keys.filter(({ key }) => key.referencedDatabase === null)
  for (const { table, key } of keys) if (key.referencedDatabase !== null) elsewhere.push(`${table}.${key.name}`)
  const counts = await countOrphans(context, inner)
  const noted = inner.map(({ table, key }, at) => ({
    ...{ table, key: key.name, references: key.referencedTable, rows: counts[at]! },
  }))
  const orphans = { seed: plan.seed, keys: noted }
  const seal = sealOfOrphans(plan.runId, orphans, ports.originalsKey)
  await ports.notes.write(plan.runId, 'orphans', { ...orphans, seal })
  for (const [at, { table, key }] of inner.entries()) {
    const place = `${table}.${key.name}`
    const orphans = counts[at]!
    const inSource = ownOrphans(context, table, key, orphans)
    const told = `${place}: ${counted(orphans, 'row')} whose ${key.referencedTable} row is not there`
    // Rows of staging's own may be what production's orphans lack.
    const isOwn = touched.has(table) || touched.has(key.referencedTable)
    if (isOwn ? orphans > inSource : orphans !== inSource) findings.push(`${told}, of ${inSource} in production`)
    else if (orphans > 0 && plan.refusesOrphans) findings.push(`${told} in production either, which the policy refuses`)
    else if (orphans > 0) own.push(told)
  }
  const notes = [
    elsewhere.length > 0 ? `Not checked, because they lead to other databases: ${elsewhere.join(', ')}.` : '',
    own.length > 0 ? `Production's own, copied as they are: ${own.join('; ')}.` : '',
  ].filter(Boolean)
  return verdictOf('foreign keys', counted(inner.length, 'foreign key'), findings, notes.join(' ') || null)
}

async function countOrphans({ plan, ports, orphansBefore }: OrphanContext, keys: readonly KeyOfTable[]) {
  const idOf = ({ table, key }: KeyOfTable) => `${table}.${key.name}`
  const asked = keys.flatMap((key) => {
    const before = orphansBefore.get(idOf(key))
    return typeof before === 'number' ? [] : [{ ...key, ...(before ? { among: before } : {}) }]
  })
  const counts = await ports.scanner.countOrphans(plan, asked)
  const found = new Map(asked.map((key, at) => [idOf(key), counts[at]!]))
  return keys.map((key) => found.get(idOf(key)) ?? (orphansBefore.get(idOf(key)) as number))
}

function ownOrphans({ plan, snapshots }: OrphanContext, table: string, key: ForeignKey, orphans: number): number {
  if (areOrphansProven(plan, table, key)) return orphans
  return snapshots.ofTable(table).reduce((sum, { orphans }) => sum + (orphans?.[key.name] ?? 0), 0)
}
