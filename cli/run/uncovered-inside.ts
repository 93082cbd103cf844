import { sampleTable } from '../../shared/adapters/mysql/catalog/sample-table.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { type UncoveredLeaf, uncoveredLeaves } from '../../shared/drafting/inside/uncovered-leaves.ts'
import { knownNames } from '../../shared/masking/text/known-names.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { branchesOf } from '../../shared/policy/by-row/branches-of.ts'
import { parsePolicy } from '../../shared/policy/file/parse-policy.ts'
import type { Plan } from '../../shared/policy/plan.ts'
import type { RunOptions } from '../progress.ts'
import { endpointOf } from './endpoints.ts'

const sampledRows = 500

/** What rules inside values keep although it seems personal, in a few rows of each table that has such rules; reads nothing where there are none. */
export async function uncoveredInside(
  { config, policyText, policyFile }: RunOptions,
  plan: Plan,
): Promise<UncoveredLeaf[]> {
  const reaching = new Set(
    plan.tables
      .filter(({ columns }) => columns.flatMap(branchesOf).some(({ inside }) => inside !== undefined))
      .map(({ table }) => table),
  )
  if (reaching.size === 0) return []
  const tables = plan.schema.tables.filter(({ name }) => reaching.has(name))
  const { url, database } = endpointOf(config, 'source')
  const wire = await openWire(url, 'source')
  try {
    const samples = new Map<string, Awaited<ReturnType<typeof sampleTable>>['columns']>()
    for (const table of tables) samples.set(table.name, (await sampleTable(wire, database, table, sampledRows)).columns)
    const policy = parsePolicy(policyText, policyFile, transformers)
    return uncoveredLeaves({ ...plan.schema, tables }, samples, policy, await knownNames(plan.locale))
  } finally {
    wire.close()
  }
}
