import { describeColumn } from '../../../shared/schema/describe-column.ts'
import type { Column, Schema, Table } from '../../../shared/schema/schema.ts'

/** A table by its columns' types, as `email: 'varchar(191) not null'`; `generated` after a type makes it so. */
export function table(name: string, columns: Readonly<Record<string, string>>, more: Partial<Table> = {}): Table {
  return {
    name,
    engine: 'InnoDB',
    columns: Object.entries(columns).map(([column, type], at) => describe(column, type, at)),
    primaryKey: Object.hasOwn(columns, 'id') ? ['id'] : [],
    uniqueKeys: [],
    foreignKeys: [],
    checks: [],
    createSql: `CREATE TABLE \`${name}\` (\n  \`id\` int\n) ENGINE=InnoDB`,
    rowsEstimate: 1000,
    bytesEstimate: 100_000,
    sqlMode: '',
    systemVersioned: false,
    ...more,
  }
}

/** `user_id → users.id`, or several columns with commas. */
export function reference(columns: string, target: string, name = `fk_${columns}`): Table['foreignKeys'][number] {
  const [referencedTable = '', referenced = ''] = target.split('.')
  return {
    name,
    columns: columns.split(','),
    referencedDatabase: null,
    referencedTable,
    referencedColumns: referenced.split(','),
  }
}

export function unique(columns: string, prefix: number | null = null): Table['uniqueKeys'][number] {
  const names = columns.split(',')
  return { name: `u_${columns}`, columns: names, prefixLengths: names.map(() => prefix), functional: false }
}

export function schema(...tables: readonly Table[]): Schema {
  return {
    database: 'shop',
    server: { family: 'mysql', version: '8.4.3' },
    tables,
    programs: [],
    charset: 'utf8mb4',
    collation: 'utf8mb4_0900_ai_ci',
  }
}

function describe(name: string, type: string, at: number): Column {
  const column = describeColumn(name, type.replace(/ (not null|generated|latin1)/g, ''), at + 1)
  const charset = type.includes(' latin1') ? 'latin1' : column.charset
  return { ...column, charset, nullable: !type.includes(' not null'), generated: type.includes(' generated') }
}
