import type { ColumnAudit, TableAudit } from '../audit/record.ts'
import { shortestOriginal } from '../masking/original-digest.ts'
import { originalsKind } from '../masking/originals-recorder.ts'
import type { Transformer } from '../masking/transformer.ts'
import { transformers } from '../masking/transformers/index.ts'
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
  readonly transformer: Transformer
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
    return tablePlan.columns.flatMap(({ column: name, rule }) => {
      const column = table.columns.find((candidate) => candidate.name === name)
      const columnAudit = audit.columns.find((candidate) => candidate.column === name)
      const transformer = transformers.get(rule.mask)
      if (!column || !columnAudit || !transformer) return []
      const place = `${table.name}.${name}`
      return [{ place, table, column, rule, transformer, audit: columnAudit, rows: audit.rowsRead, personal }]
    })
  })
}

export function isMasked({ rule }: Subject): boolean {
  return rule.mask !== 'keep'
}

export function isKeptForReason(subject: Subject): boolean {
  return !isMasked(subject) && subject.rule.reason !== null
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
  return !isMasked(subject) && (kind === 'json' || ((kind === 'text' || kind === 'binary') && (maxLength ?? 0) > 255))
}

export function isRepeatable({ transformer }: Subject): boolean {
  return transformer.draws && transformer.drawsFrom !== 'row'
}

/** A value that comes ten times or more on average shows by its frequency which one it was. */
export function isFrequencyExposed(subject: Subject): boolean {
  const { masked, distinctBefore } = subject.audit
  return isRepeatable(subject) && Boolean(distinctBefore) && (masked ?? 0) >= 10 * (distinctBefore ?? 0)
}

export function hasNullPattern({ audit }: Subject): boolean {
  return (audit.nullsKept ?? 0) > 0 && (audit.masked ?? 0) > 0
}

export function isNotSearched(subject: Subject): boolean {
  const { transformer, rule, column } = subject
  const tooShort = column.maxLength !== null && column.maxLength < shortestOriginal
  return isMasked(subject) && (tooShort || originalsKind(transformer, rule.options) === 'none')
}

export function isRedrawn({ audit }: Subject): boolean {
  return (audit.redrawn ?? 0) > 0
}
