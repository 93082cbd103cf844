import { proveColumn } from '../../masking/proofs/prove-rules.ts'
import { transformers } from '../../masking/transformers/index.ts'
import { ruleByRow } from '../../policy/by-row/parse-by-row.ts'
import { detect, type Samples } from '../../policy/detection/detect.ts'
import type { Finding } from '../../policy/detection/finding.ts'
import { detectByName, identifying } from '../../policy/detection/names/by-name.ts'
import type { KnownNames } from '../../policy/detection/names/person-words.ts'
import type { SettingsNote } from '../../policy/detection/tables/settings-note.ts'
import {
  rowsByName,
  type SettingsTable,
  settingsTable,
  subjectOf,
} from '../../policy/detection/tables/settings-table.ts'
import { mentionsPerson } from '../../policy/detection/values/looks.ts'
import { idOf } from '../../policy/resolving/reference-groups.ts'
import { planColumn } from '../../policy/resolving/resolve-policy.ts'
import type { Rule } from '../../policy/rule.ts'
import type { Column, Schema, Table } from '../../schema/schema.ts'
import { draftInside } from '../inside/draft-inside.ts'
import { attributeRule, type NameDecision, redact, settingRule } from './name-rule.ts'
import { ownedReasons } from './owned-settings.ts'

/** Rules for the tables of settings and attributes of a schema. */
export interface DraftedSettings {
  /** Of every column that decides or holds a value, by `idOf`; with a comment for each branch by its match. */
  readonly columns: ReadonlyMap<string, { readonly rule: Rule; readonly comments: ReadonlyMap<string, string> }>
  readonly notes: readonly SettingsNote[]
}

/** Cells of settings in which real values of masked columns were found: by `idOf` of the column, what decides → the rule for it. */
export type SettingsEchoes = ReadonlyMap<string, ReadonlyMap<string, NameDecision | null>>

export function draftSettings(
  schema: Schema,
  samples: Samples,
  known: KnownNames,
  locale: string,
  echoes: SettingsEchoes,
): DraftedSettings {
  const columns = new Map<string, { rule: Rule; comments: ReadonlyMap<string, string> }>()
  const notes: SettingsNote[] = []
  const joined = new Set(
    schema.tables.flatMap((table) =>
      table.foreignKeys.flatMap((key) => [
        ...key.columns.map((column) => idOf({ table: table.name, column })),
        ...key.referencedColumns.map((column) => idOf({ table: key.referencedTable, column })),
      ]),
    ),
  )
  for (const table of schema.tables) {
    const found = settingsTable(table, schema, samples, known)
    const values = found?.values.filter(({ name }) => !joined.has(idOf({ table: table.name, column: name }))) ?? []
    if (!found || values.length === 0) continue
    const settings = { ...found, values }
    const byName = detectByName(table)
    const called = byName.has(found.by) ? `what the rows of ${table.name} are about` : null
    columns.set(idOf({ table: table.name, column: found.by }), { rule: keep(called), comments: new Map() })
    const drafted = values.map((column) =>
      draftColumn(settings, column, { schema, samples, known, locale, echoes, byName }),
    )
    for (const [at, column] of values.entries())
      columns.set(idOf({ table: table.name, column: column.name }), drafted[at]!)
    notes.push(
      noteOf(
        settings,
        drafted.flatMap(({ ruled }) => ruled),
        samples,
      ),
    )
  }
  return { columns, notes }
}

interface Known {
  readonly schema: Schema
  readonly samples: Samples
  readonly known: KnownNames
  readonly locale: string
  readonly echoes: SettingsEchoes
  readonly byName: ReadonlyMap<string, Finding>
}

type Ruled = SettingsNote['ruled'][number] & { readonly match: string; readonly isSecret: boolean; readonly rule: Rule }

// More names of one rule than that are told by the rule for all others.
const mostNames = 60

function draftColumn(settings: SettingsTable, column: Column, all: Known) {
  const { table, by, names } = settings
  const echoed = all.echoes.get(idOf({ table: table.name, column: column.name }))
  const ruled = decideNames(settings, column, all).flatMap(({ match, name, decision }): Ruled[] => {
    const chosen = [...(decision ? [decision] : []), ...(echoed?.get(match) ? [echoed.get(match)!] : [])].at(-1)
    const rule = chosen && provable(table, column, chosen, all.locale)
    return chosen && rule
      ? [{ match, name, column: column.name, because: chosen.because, isSecret: chosen.isSecret, rule }]
      : []
  })
  const redacted = ruled.filter(({ rule }) => rule.options.mode === 'redact')
  const isCrowded = redacted.length > mostNames
  const named = (isCrowded ? ruled.filter((entry) => !redacted.includes(entry)) : ruled).filter(isWritable)
  const rest = isCrowded ? { ...plain(redact.mask, redact.options) } : keep(reasonToKeep(all.byName.get(column.name)))
  const branches = named.map(({ match, rule }) => ({ match, rule }))
  const rule = branches.length > 0 ? ruleByRow({ by, branches, otherwise: rest }, null) : rest
  const comments = new Map(
    named.map(({ match, name, because }) => [match, match === name ? because : `${name}: ${because}`]),
  )
  return { rule, comments, ruled, names }
}

/** Names that a policy can hold: a name that mentions somebody stays out of it. */
function isWritable({ match }: { readonly match: string }): boolean {
  return !match.includes('*') && !mentionsPerson(match) && match.length <= 190
}

function decideNames(settings: SettingsTable, column: Column, { schema, samples, known, locale }: Known) {
  const { table, names, about } = settings
  const sample = samples.get(table.name)!
  const cells = sample.get(column.name) ?? []
  const byName = [...rowsByName(settings, sample)].map(([match, rows]) => ({
    match,
    name: names.get(match)!,
    cells: rows.map((row) => cells[row] ?? null),
  }))
  const isRepeated = cells.length >= byName.length * 3
  const findings = about === 'people' || isRepeated ? findingsOf(settings, column, byName, schema, known) : new Map()
  const around = { schema, table, column, names: known, locale }
  const inside = (values: readonly string[]) => draftInside(values, around)
  // A product has a colour and a gender: only where people are named do attributes speak of them.
  const namesSomebody = [...findings.values()].some(({ kind }) => identifying.has(kind))
  return byName.map(({ match, name, cells: values }) => {
    const finding: Finding | undefined = findings.get(name)
    const decision =
      about === 'people' || (namesSomebody && finding?.because.startsWith('its name'))
        ? attributeRule(name, table, column, values, finding, inside)
        : settingRule(name, column, values)
    return { match, name, decision }
  })
}

/** What each name would be called if it were a column of the table, beside the others. */
function findingsOf(
  { table, others }: SettingsTable,
  column: Column,
  names: readonly { readonly name: string; readonly cells: readonly (string | null)[] }[],
  schema: Schema,
  known: KnownNames,
): Map<string, Finding> {
  const cells = new Map<string, (string | null)[]>()
  for (const { name, cells: values } of names) cells.set(name, [...(cells.get(name) ?? []), ...values])
  const columns = [...cells.keys()].map((name) => ({ ...column, name, comment: '' }))
  // Named after whose attributes they are: a table of kinds would have nobody in it.
  const name = subjectOf(table.name)
  const pretended = {
    ...table,
    name,
    columns: [...others.filter((other) => !cells.has(other.name)), ...columns],
    foreignKeys: table.foreignKeys,
    primaryKey: [],
    uniqueKeys: [],
    checks: [],
  }
  const { found } = detect({ ...schema, tables: [pretended] }, new Map([[name, cells]]), known)
  return new Map(
    [...cells.keys()].flatMap((name): [string, Finding][] => {
      const finding = found.get(idOf({ table: pretended.name, column: name }))
      return finding ? [[name, finding]] : []
    }),
  )
}

function provable(
  table: Table,
  column: Column,
  { suggestions, domain = null }: NameDecision,
  locale: string,
): Rule | null {
  const rules = suggestions.map(({ mask, options, inside }) => ({
    ...plain(mask, options),
    ...(inside ? { inside } : { domain }),
  }))
  return (
    rules.find((rule) =>
      proveColumn(table, planColumn(column.name, rule, null, transformers), locale).every(({ ok }) => ok),
    ) ?? null
  )
}

function plain(mask: string, options: Rule['options']): Rule {
  return { mask, options, domain: null, reason: null, line: null }
}

function keep(reason: string | null): Rule {
  return { ...plain('keep', {}), reason }
}

function reasonToKeep(finding: Finding | undefined): string | null {
  return finding && finding.kind !== 'echo' ? 'settings of the application' : null
}

function noteOf(settings: SettingsTable, ruled: readonly Ruled[], samples: Samples): SettingsNote {
  const { table, by, names, about } = settings
  const written = ruled.filter(isWritable)
  return {
    table: table.name,
    about,
    by,
    values: settings.values.map(({ name }) => name),
    names: names.size,
    ruled: written.map(({ column, name, because }) => ({ column, name, because })),
    unwritten: ruled.length - written.length,
    owned:
      about === 'people'
        ? []
        : ownedReasons(
            settings,
            ruled.some(({ isSecret }) => isSecret),
            samples,
          ),
  }
}
