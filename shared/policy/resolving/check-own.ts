import type { Schema, Table } from '../../schema/schema.ts'
import { conditionProblems } from '../condition/check-condition.ts'
import type { Condition } from '../condition/condition.ts'
import { didYouMean, type Problem, refuseProblems } from '../file/problems.ts'
import type { KeepRows, Setting, StagingOwn } from '../staging-own.ts'
import { hasSnapshot } from './check-engines.ts'
import { changeProblems } from './check-own-columns.ts'

/** What a plan knows of the tables that staging's own rows and settings may name. */
export interface OwnScope {
  readonly schema: Schema
  /** Tables that are made without their rows. */
  readonly skipped: ReadonlySet<string>
  /** Those of keep_tables that staging has; null where nobody asked it. */
  readonly keptThere: readonly string[] | null
}

/** Throws UsageError with everything of `staging` that fits neither production nor staging, each with its line. */
export function refuseOwn(own: StagingOwn, scope: OwnScope): void {
  const kept = new Set(own.keepTables.map(({ table }) => table))
  const problems = [
    ...keptTableProblems(own, scope),
    ...own.keepRows.flatMap((entry) => at(entry, rowProblems(entry, kept, scope))),
    ...own.settings.flatMap((entry) => at(entry, settingProblems(entry, kept, own, scope))),
  ]
  refuseProblems(own.file, problems)
}

function at({ line }: { readonly line: number }, texts: readonly string[]): Problem[] {
  return texts.map((text) => ({ line, text }))
}

function keptTableProblems({ keepTables }: StagingOwn, { schema, keptThere }: OwnScope): Problem[] {
  if (!keptThere) return []
  const known = [...schema.tables.map(({ name }) => name), ...keptThere]
  return keepTables
    .filter(({ table }) => !known.includes(table))
    .map(({ table, line }) => ({
      line,
      text: `staging.keep_tables: neither production nor staging has a table ${table}${didYouMean(table, known)}`,
    }))
}

function rowProblems({ table: name, where }: KeepRows, kept: ReadonlySet<string>, { schema }: OwnScope): string[] {
  return onTable('keep_rows', name, where, kept, schema, (table) =>
    table.primaryKey.length === 0 ? ['it has no primary key, so nobody could tell which row clashes with which'] : [],
  )
}

function settingProblems(entry: Setting, kept: ReadonlySet<string>, own: StagingOwn, scope: OwnScope): string[] {
  const { table: name, where } = entry
  return onTable('settings', name, where, kept, scope.schema, (table) => [
    ...(scope.skipped.has(name) && !own.keepRows.some((rows) => rows.table === name)
      ? ['the policy leaves it empty, so there is nothing to set']
      : []),
    ...(entry.empty ? referring(entry, own, scope) : changeProblems(table, entry, scope.schema)),
  ])
}

function onTable(
  section: string,
  name: string,
  where: Condition,
  kept: ReadonlySet<string>,
  { tables }: Schema,
  more: (table: Table) => string[],
): string[] {
  const told = (text: string) => `staging.${section}, ${name}: ${text}`
  const known = tables.map((table) => table.name)
  const table = tables.find((candidate) => candidate.name === name)
  if (!table) return [told(`production has no such table${didYouMean(name, known)}`)]
  if (kept.has(name)) return [told('keep_tables keeps the whole table as it is')]
  const engine = hasSnapshot(table.engine) ? [] : [`it is ${table.engine}, which has no transactions`]
  return [...engine, ...conditionProblems(table, where).map((text) => `where: ${text}`), ...more(table)].map(told)
}

/** Foreign keys of rows that stay, to rows that would be deleted. */
function referring({ table: name, where }: Setting, own: StagingOwn, { schema, skipped }: OwnScope): string[] {
  const whole = own.settings.filter(({ empty, where }) => empty && where.length === 0)
  const emptied = new Set(whole.map(({ table }) => table))
  const isWhole = where.length === 0
  return schema.tables.flatMap((table) =>
    (isWhole && emptied.has(table.name)) || skipped.has(table.name)
      ? []
      : table.foreignKeys
          .filter(({ referencedDatabase, referencedTable }) => referencedDatabase === null && referencedTable === name)
          .map(
            (key) => `${table.name}.${key.name} refers to its rows; empty ${table.name} too, and both without where`,
          ),
  )
}
