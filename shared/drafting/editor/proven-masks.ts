import { proveColumn } from '../../masking/proofs/prove-rules.ts'
import type { Draft } from '../../policy/draft.ts'
import { isShort } from '../../policy/file/policy-shape.ts'
import { idOf } from '../../policy/resolving/reference-groups.ts'
import { planColumn } from '../../policy/resolving/resolve-policy.ts'
import type { Rule } from '../../policy/rule.ts'
import type { RuleKind, RuleKinds } from '../../policy/rule-kind.ts'
import type { Column, Schema, Table } from '../../schema/schema.ts'
import { DraftBench } from '../draft-bench.ts'
import { unitsOf } from '../units.ts'

/** Which transformers a column can have. */
export interface ProvenMasks {
  /** Those whose name alone is a rule that the plan proves, beside the rules that the draft gives to all others. */
  readonly short: readonly string[]
  /** Those that it may have with options: what stands in their way may be its length or a key, but not its type. */
  readonly long: readonly string[]
}

/** For each stored column, by `idOf`. Columns that foreign keys join are tried together. */
export function provenMasks(schema: Schema, draft: Draft, kinds: RuleKinds): ReadonlyMap<string, ProvenMasks> {
  const bench = new DraftBench(schema, draft.locale, draft.plans)
  const all = [...kinds.values()]
  const fits = fittingTypes(draft.locale, kinds)
  const known = new Map<string, ProvenMasks>()
  return new Map(
    unitsOf(schema).flatMap(({ members }) => {
      const columns = members.map((ref) => columnOf(schema, ref.table, ref.column))
      const alone = aloneAs(columns)
      const prove = (): ProvenMasks => {
        const types = columns.map(([table, column]) => fits(table, column))
        const possible = all.filter(({ name }) => types.every((type) => type.has(name)))
        const short = possible
          .filter((kind) => isShort(kind) && bench.tries(members, plainRule(kind)))
          .map(({ name }) => name)
        const long = possible.filter((kind) => short.includes(kind.name) || takesOptions(kind)).map(({ name }) => name)
        return { short, long }
      }
      const masks = (alone !== null && known.get(alone)) || prove()
      if (alone !== null) known.set(alone, masks)
      return members.map((ref): [string, ProvenMasks] => [idOf(ref), masks])
    }),
  )
}

/** What the proofs on a column hang on where it is in no key, CHECK or partition; null where it may be in one. */
function aloneAs(columns: readonly (readonly [Table, Column])[]): string | null {
  const [table, column] = columns[0]!
  const keys = [table.primaryKey, ...table.uniqueKeys.map((key) => key.columns)]
  const isAlone =
    columns.length === 1 &&
    table.checks.length === 0 &&
    !/PARTITION BY/i.test(table.createSql) &&
    !table.uniqueKeys.some(({ functional }) => functional) &&
    !keys.some((key) => key.includes(column.name))
  return isAlone ? JSON.stringify({ ...column, name: '', position: 0, comment: '' }) : null
}

function columnOf(schema: Schema, name: string, column: string): [Table, Column] {
  const table = schema.tables.find((one) => one.name === name)!
  return [table, table.columns.find((one) => one.name === column)!]
}

/** The transformers that a column of this type could have, were it as long as can be and in no key; asked once for each type. */
function fittingTypes(locale: string, kinds: RuleKinds): (table: Table, column: Column) => Set<string> {
  const known = new Map<string, Set<string>>()
  return (table, column) => {
    const type = JSON.stringify([column.columnType, column.charset, column.nullable])
    const names =
      known.get(type) ?? new Set([...kinds.keys()].filter((name) => fits(name, kinds, table, column, locale)))
    known.set(type, names)
    return names
  }
}

function fits(name: string, kinds: RuleKinds, table: Table, column: Column, locale: string): boolean {
  const kind = kinds.get(name)!
  // Without its options nobody can try it.
  if (!isShort(kind)) return true
  const roomy = { ...column, maxLength: column.maxLength === null ? null : longest }
  const alone = { ...table, columns: [roomy], primaryKey: [], uniqueKeys: [] }
  const plan = planColumn(column.name, { ...plainRule(kind), domain: null, reason: null, line: null }, null, kinds)
  return proveColumn(alone, plan, locale).every(({ ok }) => ok)
}

const longest = 65_535

function plainRule({ name, options }: RuleKind): Pick<Rule, 'mask' | 'options'> {
  return { mask: name, options: options.parse({}) as Rule['options'] }
}

function takesOptions({ options, inside }: RuleKind): boolean {
  return inside !== undefined || !('shape' in options) || Object.keys(options.shape as object).length > 0
}
