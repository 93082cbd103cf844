import type { ColumnAudit, TableAudit } from '../audit/record.ts'
import { shortestOriginal } from '../masking/digests/original-digest.ts'
import { originalsKind } from '../masking/digests/original-kinds.ts'
import type { Transformer } from '../masking/transformer.ts'
import { transformers } from '../masking/transformers/index.ts'
import { keepsSome, rulesWithin } from '../policy/by-row/branches-of.ts'
import type { Plan } from '../policy/plan.ts'
import type { Rule } from '../policy/rule.ts'
import type { Column, Table } from '../schema/schema.ts'

/** What is known of one column: its type, its rule and what the rule did. */
export interface Subject {
  /** `table.column`. */
  readonly place: string
  readonly table: Table
  readonly column: Column
  readonly rule: Rule
  /** Each rule that may be meant for a cell with its transformer: one, or those of a rule by row. */
  readonly masks: readonly { readonly rule: Rule; readonly transformer: Transformer }[]
  /** Whether staging holds some of what the column holds in the source. */
  readonly keepsSome: boolean
  readonly audit: ColumnAudit
  /** Rows that were read, and whether any column of the table is masked: then it is about people. */
  readonly rows: number
  readonly personal: boolean
}

export function subjectsOf(plan: Plan, audits: readonly TableAudit[]): Subject[] {
  return plan.tables.flatMap((tablePlan) => {
    const table = plan.schema.tables.find(({ name }) => name === tablePlan.table)
    const audit = audits.find((candidate) => candidate.table === tablePlan.table)
    if (!table || !audit) return []
    const personal = tablePlan.columns.some(({ rule }) => rule.mask !== 'keep')
    return tablePlan.columns.flatMap((planned) => {
      const { column: name, rule } = planned
      const column = table.columns.find((candidate) => candidate.name === name)
      const columnAudit = audit.columns.find((candidate) => candidate.column === name)
      const masks = rulesWithin(rule).flatMap((inner) => {
        const transformer = transformers.get(inner.mask)
        return transformer ? [{ rule: inner, transformer }] : []
      })
      if (!column || !columnAudit || masks.length === 0) return []
      const place = `${table.name}.${name}`
      return [
        {
          place,
          table,
          column,
          rule,
          masks,
          keepsSome: keepsSome(planned),
          audit: columnAudit,
          rows: audit.rowsRead,
          personal,
        },
      ]
    })
  })
}

export function isMasked({ rule }: Subject): boolean {
  return rule.mask !== 'keep'
}

export function isKeptForReason(subject: Subject): boolean {
  return subject.masks.some(({ rule }) => rule.mask === 'keep' && rule.reason !== null)
}

export function isKeptKey(subject: Subject): boolean {
  return !isMasked(subject) && subject.personal && subject.table.primaryKey.includes(subject.column.name)
}

/** Kept, beside masked columns, and no key: a city, a birth year, a job. */
export function isQuasiIdentifier(subject: Subject): boolean {
  const { name } = subject.column
  const isKey =
    subject.table.primaryKey.includes(name) || subject.table.foreignKeys.some(({ columns }) => columns.includes(name))
  return !isMasked(subject) && subject.personal && !isKey
}

export function isKeptFreeText(subject: Subject): boolean {
  const { kind, maxLength } = subject.column
  return subject.keepsSome && (kind === 'json' || ((kind === 'text' || kind === 'binary') && (maxLength ?? 0) > 255))
}

export function isRepeatable({ masks }: Subject): boolean {
  return masks.some(
    ({ transformer, rule }) => transformer.draws && transformer.drawsFrom !== 'row' && rule.link !== false,
  )
}

/** Within one night, whatever it is linked to. */
function repeatsWithin({ masks }: Subject): boolean {
  return masks.some(({ transformer }) => transformer.draws && transformer.drawsFrom !== 'row')
}

/** A value that comes ten times or more on average shows by its frequency which one it was. */
export function isFrequencyExposed(subject: Subject): boolean {
  const { masked, distinctBefore } = subject.audit
  return repeatsWithin(subject) && Boolean(distinctBefore) && (masked ?? 0) >= 10 * (distinctBefore ?? 0)
}

export function isDrawnFromRow({ masks }: Subject): boolean {
  return masks.some(({ transformer }) => transformer.drawsFrom === 'row')
}

export function isDrawnFromWholeRow(subject: Subject): boolean {
  return isDrawnFromRow(subject) && subject.table.primaryKey.length === 0
}

export function hasNullPattern({ audit }: Subject): boolean {
  return (audit.nullsKept ?? 0) > 0 && (audit.masked ?? 0) > 0
}

export function isNotSearched(subject: Subject): boolean {
  const { masks, column } = subject
  const tooShort = column.maxLength !== null && column.maxLength < shortestOriginal
  const isNotRecorded = masks.some(
    ({ transformer, rule }) => rule.mask !== 'keep' && originalsKind(transformer, rule) === 'none',
  )
  return isMasked(subject) && (tooShort || isNotRecorded)
}

/** With so many times as many values as fakes, one fake in twenty never comes by chance (e⁻³). */
const timesTheList = 3

/** Where fakes come from a list that has no more, what of it never comes shows what fakes keep away from. */
export function isListUsedUp(subject: Subject): boolean {
  const { distinctBefore, distinctAfter } = subject.audit
  return isRedrawn(subject) && (distinctBefore ?? 0) >= timesTheList * (distinctAfter ?? Number.POSITIVE_INFINITY)
}

export function isRedrawn({ audit }: Subject): boolean {
  return (audit.redrawn ?? 0) > 0
}
