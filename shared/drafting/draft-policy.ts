import { detect, type Samples } from '../policy/detection/detect.ts'
import type { Finding } from '../policy/detection/finding.ts'
import type { KnownNames } from '../policy/detection/names/person-words.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'
import type { Draft, DraftColumn } from '../policy/draft.ts'
import { hasSnapshot } from '../policy/resolving/check-engines.ts'
import { programName } from '../policy/resolving/check-programs.ts'
import { type ColumnRef, idOf } from '../policy/resolving/reference-groups.ts'
import type { Rule } from '../policy/rule.ts'
import { type Schema, storedColumns } from '../schema/schema.ts'
import { DraftBench } from './draft-bench.ts'
import { draftInside } from './inside/draft-inside.ts'
import { draftSettings, type SettingsEchoes } from './settings/draft-settings.ts'
import { redact } from './settings/name-rule.ts'
import { isRedactable } from './settings/redactable.ts'
import { settleAlike } from './settle-alike.ts'
import { suggestAddress } from './suggest-address.ts'
import { suggestNationalId } from './suggest-national-id.ts'
import { findSalts, remarkOnPassword } from './suggest-password.ts'
import { suggestRules } from './suggest-rule.ts'
import { type Unit, unitsOf } from './units.ts'

/**
 * A complete policy for a schema, each rule proven as far as a plan proves it. Columns that inherit are left out. `echoes` are
 * findings of another kind, by `idOf`: see drafting/rehearsal/rehearsed-draft.ts.
 */
export function draftPolicy(
  schema: Schema,
  samples: Samples,
  names: KnownNames,
  locale: string,
  echoes: ReadonlyMap<string, Finding>,
  inSettings: SettingsEchoes = new Map(),
): Draft {
  const settings = draftSettings(schema, samples, names, locale, inSettings)
  const { found, cleared } = detect(schema, samples, names)
  const findings = new Map([...found, ...findSalts(schema, found), ...echoes])
  for (const id of settings.columns.keys()) findings.delete(id)
  const bench = new DraftBench(schema, locale)
  const units = unitsOf(schema).map((unit) => {
    const first = <T>(of: ReadonlyMap<string, T>) => unit.members.map((ref) => of.get(idOf(ref))).find(Boolean) ?? null
    const finding = first(findings)
    return {
      ...unit,
      finding,
      ...decisionFor(schema, samples, unit, finding, names, locale, findings),
      reason: finding ? null : first(cleared),
    }
  })
  // Twice: a unique key may leave room for a better rule once its other columns are decided.
  for (const { members, suggestions } of [...units, ...units]) bench.decide(members, suggestions)
  settleAlike(units, bench)
  const columns = new Map(
    units.flatMap(({ listed, finding, suggestions, reason, remark }) =>
      listed.map((ref): [string, DraftColumn] => {
        const setting = settings.columns.get(idOf(ref))
        if (setting) return [idOf(ref), settingColumn(ref, setting, bench)]
        const rule = suggestions.length > 0 ? bench.decided(ref) : keep(reason)
        const more =
          rule?.mask === 'password' ? remark : rule?.mask === 'free_text' && isReplaced(rule) ? keepsText : null
        const because = [finding?.because, more].filter(Boolean).join('; ')
        return [idOf(ref), { column: ref.column, finding: finding && { ...finding, because }, rule }]
      }),
    ),
  )
  return {
    locale,
    settings: settings.notes,
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

/** A column of a table of settings: its rule by row where that can be proven, else kept. */
function settingColumn(
  ref: ColumnRef,
  { rule, comments }: { readonly rule: Rule; readonly comments: ReadonlyMap<string, string> },
  bench: DraftBench,
): DraftColumn {
  const isTaken = rule.mask !== 'keep' && bench.decideRule(ref, rule)
  const taken = isTaken || rule.mask === 'keep' ? rule : { ...keep('settings of the application'), line: null }
  return { column: ref.column, finding: null, rule: taken, comments: isTaken ? [...comments] : [] }
}

/** Rules to try for what was found, and what is to be said of a password. */
function decisionFor(
  schema: Schema,
  samples: Samples,
  { members }: Unit,
  finding: Finding | null,
  names: KnownNames,
  locale: string,
  findings: ReadonlyMap<string, Finding>,
): { readonly suggestions: readonly Suggestion[]; readonly remark: string | null } {
  if (!finding) return { suggestions: [], remark: null }
  const [first] = members
  const table = schema.tables.find(({ name }) => name === first!.table)!
  const column = table.columns.find(({ name }) => name === first!.column)!
  const sample = members.flatMap((ref) => samples.get(ref.table)?.get(ref.column) ?? [])
  const values = sample.filter((value) => value !== null && value !== '') as string[]
  const whole = [
    ...(finding.kind === 'national_id' ? suggestNationalId(values) : []),
    // Columns that a key joins have to stay alike, and no two rows have one address.
    ...(members.length === 1 ? suggestAddress(table, column.name, findings) : []),
    ...suggestRules(finding.kind, table, column, sample),
  ]
  const inParts = finding.parts || isRedactable(finding, table, values, names)
  const isReached = finding.kind === 'structured' && !inParts && !finding.beyondParts && !finding.elsewhere
  const { leaves } = finding
  const inside = isReached ? draftInside(values, { schema, table, column, names, locale, leaves }) : null
  const rules: readonly Suggestion[] = inParts ? [redact, ...whole] : inside ? [inside, ...whole] : whole
  return {
    suggestions: finding.elsewhere ? rules.map((rule) => ({ ...rule, originals: 'elsewhere' })) : rules,
    remark: remarkOnPassword(table, column, sample),
  }
}

/** Strangers in a text are found by rules, and what it tells of somebody without his name by nothing: it stays only where somebody says so. */
const keepsText = 'mode: redact would keep the text but for the people found in it'

function isReplaced({ options }: Pick<Rule, 'options'>): boolean {
  return options.mode !== 'redact'
}

function keep(reason: string | null): NonNullable<DraftColumn['rule']> {
  return { mask: 'keep', options: {}, domain: null, reason }
}
