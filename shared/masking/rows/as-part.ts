import type { Column, Table } from '../../schema/schema.ts'

const text = { kind: 'text', dataType: 'text', columnType: 'text', charset: 'utf8mb4', maxLength: null } as const
const number = { kind: 'integer', dataType: 'bigint', columnType: 'bigint', charset: null, maxLength: null } as const
const anything = { nullable: true, unsigned: false, labels: [], srid: null } as const

/** The table as if the column held a part of its values, compared as the columns of the part's domain compare; no key is of parts. */
export function asPart(
  table: Table,
  column: string,
  collation: string | null,
  kind: 'text' | 'number' = 'text',
): Table {
  const part: Partial<Column> = {
    ...anything,
    ...(kind === 'text' ? { ...text, collation } : { ...number, collation: null }),
  }
  return {
    ...table,
    columns: table.columns.map((known) => (known.name === column ? { ...known, ...part } : known)),
    ...{ primaryKey: [], uniqueKeys: [], checks: [] },
  }
}
