import { selectSql } from '../../shared/adapters/mysql/reading/expressions.ts'
import { createSource } from '../../shared/adapters/mysql/reading/source.ts'
import { cellsOf, linesOf } from '../../shared/adapters/mysql/shadow/insert-rows.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import type { Config } from '../../shared/config/config.ts'
import { provenSuggestion } from '../../shared/drafting/proven-suggestion.ts'
import { UsageError } from '../../shared/errors.ts'
import { proveRules } from '../../shared/masking/proofs/prove-rules.ts'
import { Cells, eachRow } from '../../shared/masking/rows/cells.ts'
import { foldsToMask } from '../../shared/masking/rows/needed-folds.ts'
import type { RowBatch } from '../../shared/masking/rows/row-batch.ts'
import { RowMasker } from '../../shared/masking/rows/row-masker.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { readPolicy } from '../../shared/policy/file/parse-policy.ts'
import { didYouMean } from '../../shared/policy/file/problems.ts'
import { loadLocales } from '../../shared/policy/locales.ts'
import { localesOf } from '../../shared/policy/locales-of.ts'
import type { TablePlan } from '../../shared/policy/plan.ts'
import { resolvePolicy } from '../../shared/policy/resolving/resolve-policy.ts'
import type { Schema, Table } from '../../shared/schema/schema.ts'
import { endpointOf, keyFileOf } from '../run/endpoints.ts'
import { showCell } from './show-cell.ts'

export interface Preview {
  readonly table: Table
  readonly plan: TablePlan
  /** Cells in the plan's order, as text. */
  readonly masked: readonly (readonly (string | null)[])[]
  /** The real ones, of the same rows. */
  readonly originals: readonly (readonly (string | null)[])[]
}

/** The first rows of a table and what a run would make of them. Reads the source and writes nothing. Throws UsageError, UncoveredError. */
export async function readPreview(config: Config, policyText: string, name: string, rows: number): Promise<Preview> {
  const { url, database, address } = endpointOf(config, 'source')
  const key = await readKeyFile(keyFileOf(config))
  const wire = await openWire(url, 'source')
  const control = await openWire(url, 'plain')
  try {
    const source = createSource(control, wire, database, address)
    const schema = await source.introspect()
    const { policy, faults } = readPolicy(policyText, config.policy, transformers)
    const suggest = provenSuggestion(schema, policy.locale)
    const { tables } = resolvePolicy(
      schema,
      policy,
      config.policy,
      transformers,
      faults,
      suggest,
      config.staging.keep_tables,
    )
    await loadLocales(localesOf({ locale: policy.locale, tables }))
    proveRules(schema, tables, policy.locale, config.policy)
    const plan = findPlan(schema, tables, name)
    const table = schema.tables.find((candidate) => candidate.name === name)!
    const folds = await foldsToMask(table, plan.columns, (collation) => source.collationFold(collation))
    const masker = new RowMasker(table, plan, { key, locale: policy.locale, folds, exclusions: null })
    const sql = selectSql(
      database,
      table,
      plan.columns.map(({ column }) => column),
      { ...wholeTable, table: name },
    )
    return { table, plan, ...(await maskRows(wire.stream(`${sql} LIMIT ${rows}`), masker, table, plan)) }
  } finally {
    control.close()
    wire.close()
  }
}

const wholeTable = { n: 0, columns: [], from: null, to: null }

function findPlan(schema: Schema, tables: readonly TablePlan[], name: string): TablePlan {
  const plan = tables.find(({ table }) => table === name)
  if (plan) return plan
  const names = schema.tables.map((table) => table.name)
  throw new UsageError(
    names.includes(name)
      ? `--table ${name}: the policy skips its rows, so there is nothing to show.`
      : `--table ${name}: there is no such table${didYouMean(name, names) || `, but ${some(names)}`}.`,
  )
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}

async function maskRows(batches: AsyncIterable<RowBatch>, masker: RowMasker, table: Table, plan: TablePlan) {
  const described = plan.columns.map(({ column }) => table.columns.find(({ name }) => name === column)!)
  const cells = new Cells(described.length)
  const [masked, originals]: [(string | null)[][], (string | null)[][]] = [[], []]
  for await (const batch of batches) {
    eachRow(batch, cells, (bytes) =>
      originals.push(
        described.map((column, at) =>
          showCell(cells.ends[at]! < 0 ? null : bytes.subarray(cells.starts[at], cells.ends[at]), column),
        ),
      ),
    )
    const text = masker.mask(batch)
    for await (const line of linesOf(only(text)))
      masked.push(cellsOf(line).map((cell, at) => showCell(cell, described[at]!)))
  }
  return { masked, originals }
}

async function* only(block: Uint8Array): AsyncGenerator<Uint8Array> {
  yield block
}
