import { columnKind, parseLabels } from '../../../shared/schema/column-kind.ts'
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
  const columnType = type.replace(/ (not null|generated|latin1)/g, '')
  const dataType = columnType.replace(/[( ].*$/, '')
  const kind = columnKind(dataType)
  const isText = kind === 'text' || kind === 'enum' || kind === 'set'
  const length = /\((\d+)\)/.exec(columnType)?.[1]
  return {
    name,
    position: at + 1,
    dataType,
    columnType,
    kind,
    nullable: !type.includes(' not null'),
    charset: isText ? (type.includes(' latin1') ? 'latin1' : 'utf8mb4') : null,
    collation: isText ? 'utf8mb4_0900_ai_ci' : null,
    maxLength: kind === 'text' || kind === 'binary' ? Number(length ?? 65_535) : null,
    generated: type.includes(' generated'),
    invisible: false,
    autoIncrement: false,
    unsigned: columnType.includes('unsigned'),
    defaultSql: null,
    comment: '',
    labels: parseLabels(columnType),
    srid: null,
  }
}
