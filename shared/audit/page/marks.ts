import type { AuditRecord, ColumnAudit, TableAudit } from '../record.ts'

/** Figures about what remains that speak of single columns, and what each says beside one. */
const marked: Readonly<Record<string, string>> = {
  'pseudonyms-frequent': 'its frequencies may tell',
  'free-text-kept': 'kept free text',
  'originals-not-searched': 'not searched for',
  'keys-kept': 'kept key',
}

/** What to look at in a table and its columns, by place (`table.column`). */
export interface Marks {
  of(table: string, column: string): readonly string[]
  /** How soon a reviewer should see a table: findings before coincidences, these before kept columns that look personal. */
  weigh(table: TableAudit): number
  findings(table: string): number
}

export function marksOf({ risk, checks, coincidences = [] }: AuditRecord): Marks {
  const byColumn = new Map<string, string[]>()
  for (const { name, columns } of risk)
    for (const place of columns) {
      const mark = marked[name]
      if (mark !== undefined) byColumn.set(place, [...(byColumn.get(place) ?? []), mark])
    }
  for (const { in: place, outcome } of coincidences)
    if (outcome !== 'reported')
      byColumn.set(place, [...(byColumn.get(place) ?? []), `real values stand here: ${outcome}`])
  const told = checks.filter(({ verdict }) => verdict === 'failed').flatMap(({ findings }) => findings.map(placeOf))
  const findings = Map.groupBy(told, (place) => place.split('.')[0] ?? '')
  const of = (table: string, column: string) => byColumn.get(`${table}.${column}`) ?? []
  const ofTable = (table: string) => findings.get(table)?.length ?? 0
  return {
    of,
    findings: ofTable,
    weigh({ table, columns }) {
      const own = columns.reduce(
        (sum, { column, reason }) => sum + of(table, column).length + (reason === null ? 0 : 2),
        0,
      )
      return ofTable(table) * 10_000 + own * 10 + (columns.some(isMasked) ? 1 : 0)
    },
  }
}

export function isMasked({ masked }: ColumnAudit): boolean {
  return masked !== null
}

// Findings begin with coordinates: `users.email: 3 cells`.
function placeOf(finding: string): string {
  return /^[^\s:]+/.exec(finding)?.[0] ?? ''
}
