import type { CanaryRow } from '../../../ports.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { Column, ColumnKind, Table } from '../../../schema/schema.ts'

/** The scratch table in which canaries are planted, as the leak check sees it. */
export const canaryTable: Table = {
  name: 'nightmask_canaries',
  engine: 'InnoDB',
  columns: [
    column('id', 'int', 'integer', 1),
    column('text_value', 'text', 'text', 2),
    column('json_value', 'json', 'json', 3),
    column('binary_value', 'blob', 'binary', 4),
    column('number_value', 'bigint', 'integer', 5),
    column('given_name', 'varchar', 'text', 6),
    column('family_name', 'varchar', 'text', 7),
  ],
  primaryKey: ['id'],
  uniqueKeys: [],
  foreignKeys: [],
  checks: [],
  createSql: '',
  rowsEstimate: 0,
  bytesEstimate: 0,
  sqlMode: '',
  systemVersioned: false,
}

/** Makes the table anew, and its schema where that is gone: a published run is verified again. */
export function createCanariesSql(schemaName: string): string[] {
  const name = `${quoteName(schemaName)}.${quoteName(canaryTable.name)}`
  return [
    `CREATE DATABASE IF NOT EXISTS ${quoteName(schemaName)}`,
    `DROP TABLE IF EXISTS ${name}`,
    `CREATE TABLE ${name} (id INT PRIMARY KEY, text_value TEXT, json_value JSON, binary_value BLOB, number_value BIGINT, given_name VARCHAR(100), family_name VARCHAR(100)) CHARACTER SET utf8mb4`,
  ]
}

export function insertCanariesSql(schemaName: string, rows: readonly CanaryRow[]): string {
  const orNull = (text: string | undefined) => (text === undefined ? 'NULL' : quoteText(text))
  const values = rows.map(({ id, text, json, bytes, number, apart }) => {
    const binary = bytes === undefined ? 'NULL' : `x'${Buffer.from(bytes).toString('hex')}'`
    return `(${id}, ${orNull(text)}, ${orNull(json)}, ${binary}, ${number ?? 'NULL'}, ${orNull(apart?.[0])}, ${orNull(apart?.[1])})`
  })
  return `INSERT INTO ${quoteName(schemaName)}.${quoteName(canaryTable.name)} VALUES ${values.join(', ')}`
}

function column(name: string, dataType: string, kind: ColumnKind, position: number): Column {
  const isText = kind === 'text' || kind === 'json'
  return {
    name,
    position,
    dataType,
    columnType: dataType,
    kind,
    nullable: true,
    charset: isText ? 'utf8mb4' : null,
    collation: null,
    maxLength: null,
    generated: false,
    invisible: false,
    autoIncrement: false,
    unsigned: false,
    defaultSql: null,
    comment: '',
    labels: [],
    srid: null,
  }
}
