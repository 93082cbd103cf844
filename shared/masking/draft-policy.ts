import { hasSnapshot } from '../policy/check-engines.ts'
import { programName } from '../policy/check-programs.ts'
import { detect, type Samples } from '../policy/detection/detect.ts'
import type { Finding } from '../policy/detection/finding.ts'
import type { KnownNames } from '../policy/detection/person-words.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'
import type { Draft, DraftColumn } from '../policy/draft.ts'
import { type ColumnRef, groupReferences, idOf, referencesOf } from '../policy/reference-groups.ts'
import { type Schema, storedColumns } from '../schema/schema.ts'
import { DraftBench } from './draft-bench.ts'
import { settleAlike } from './settle-alike.ts'
import { findSalts, remarkOnPassword } from './suggest-password.ts'
import { suggestRules } from './suggest-rule.ts'

/**
 * A complete policy for a schema, each rule proven as far as a plan proves it. Columns that inherit are left out. `echoes` are
 * findings of another kind, by `idOf`: see verification/rehearsed-draft.ts.
 */
export function draftPolicy(
  schema: Schema,
  samples: Samples,
  names: KnownNames,
  locale: string,
  echoes: ReadonlyMap<string, Finding>,
): Draft {
  const { found, cleared } = detect(schema, samples, names)
  const findings = new Map([...found, ...findSalts(schema, found), ...echoes])
  const bench = new DraftBench(schema, locale)
  const units = unitsOf(schema).map((unit) => {
    const first = <T>(of: ReadonlyMap<string, T>) => unit.members.map((ref) => of.get(idOf(ref))).find(Boolean) ?? null
    const finding = first(findings)
    return {
      ...unit,
      finding,
      ...decisionFor(schema, samples, unit, finding),
      reason: finding ? null : first(cleared),
    }
  })
  // Twice: a unique key may leave room for a better rule once its other columns are decided.
  for (const { members, suggestions } of [...units, ...units]) bench.decide(members, suggestions)
  settleAlike(units, bench)
  const columns = new Map(
    units.flatMap(({ listed, finding, suggestions, reason, remark }) =>
      listed.map((ref): [string, DraftColumn] => {
        const rule = suggestions.length > 0 ? bench.decided(ref) : keep(reason)
        const told = finding && remark && rule?.mask === 'password' ? `${finding.because}; ${remark}` : finding?.because
        return [idOf(ref), { column: ref.column, finding: finding && { ...finding, because: told ?? '' }, rule }]
      }),
    ),
  )
  return {
    locale,
    tables: schema.tables.map((table) => ({
      table: table.name,
      columns: storedColumns(table).flatMap(({ name }) => columns.get(idOf({ table: table.name, column: name })) ?? []),
    })),
    plans: schema.tables.map((table) => bench.planOf(table)),
    broken: schema.programs.filter(({ broken }) => broken).map(programName),
    withoutSnapshot: schema.tables
      .filter(({ engine }) => !hasSnapshot(engine))
      .map(({ name, engine }) => ({ table: name, engine })),
    accepted: [],
    asked: [],
    dropsComments: false,
  }
}

/** Columns that are decided together, because foreign keys join them, and those of them that the policy has to name. */
interface Unit {
  readonly members: readonly ColumnRef[]
  readonly listed: readonly ColumnRef[]
}

function unitsOf(schema: Schema): Unit[] {
  const isThere = ({ table, column }: ColumnRef) =>
    schema.tables.some(({ name, columns }) => name === table && columns.some((known) => known.name === column))
  const joined = groupReferences(referencesOf(schema).filter(({ to }) => isThere(to)))
  const inGroups = new Set(joined.flatMap(({ members }) => members.map(idOf)))
  const alone = schema.tables
    .flatMap((table) => storedColumns(table).map(({ name }) => ({ table: table.name, column: name })))
    .filter((ref) => !inGroups.has(idOf(ref)))
  return [
    ...joined.map(({ roots, members }) => ({
      members: [...roots, ...members.filter((ref) => !roots.includes(ref))],
      listed: roots.length > 0 ? roots : members.slice(0, 1),
    })),
    ...alone.map((ref) => ({ members: [ref], listed: [ref] })),
  ]
}

/** Rules to try for what was found, and what is to be said of a password. */
function decisionFor(
  schema: Schema,
  samples: Samples,
  { members }: Unit,
  finding: Finding | null,
): { readonly suggestions: readonly Suggestion[]; readonly remark: string | null } {
  if (!finding) return { suggestions: [], remark: null }
  const [first] = members
  const table = schema.tables.find(({ name }) => name === first!.table)!
  const column = table.columns.find(({ name }) => name === first!.column)!
  const sample = members.flatMap((ref) => samples.get(ref.table)?.get(ref.column) ?? [])
  const whole = suggestRules(finding.kind, table, column, sample)
  const rules: readonly Suggestion[] = finding.parts ? [inPlace, ...whole] : whole
  return {
    suggestions: finding.elsewhere ? rules.map((rule) => ({ ...rule, originals: 'elsewhere' })) : rules,
    remark: remarkOnPassword(table, column, sample),
  }
}

const inPlace: Suggestion = { mask: 'free_text', options: { mode: 'redact' } }

function keep(reason: string | null): NonNullable<DraftColumn['rule']> {
  return { mask: 'keep', options: {}, domain: null, reason }
}
