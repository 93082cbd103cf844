/** What a source holds, as introspected; every name exactly as information_schema spells it. JSON-safe. */
export interface Schema {
  readonly database: string
  readonly server: ServerFlavour
  readonly tables: readonly Table[]
  /** Views, routines, triggers and events, in the order in which they can be made. */
  readonly programs: readonly StoredProgram[]
  /** Default character set and collation of the database. */
  readonly charset: string
  readonly collation: string
}

export type ServerFamily = 'mysql' | 'mariadb'

export interface ServerFlavour {
  readonly family: ServerFamily
  /** Such as `8.4.3` or `10.11.6-MariaDB`. */
  readonly version: string
}

export interface Table {
  readonly name: string
  readonly engine: string
  readonly columns: readonly Column[]
  /** Column names in key order; empty when the table has no primary key. */
  readonly primaryKey: readonly string[]
  /** Unique keys other than the primary key. */
  readonly uniqueKeys: readonly UniqueKey[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly CheckConstraint[]
  /** SHOW CREATE TABLE of the source. */
  readonly createSql: string
  /** The server's estimates, only for planning. */
  readonly rowsEstimate: number
  readonly bytesEstimate: number
  /** sql_mode under which the table's DDL must run. */
  readonly sqlMode: string
  /** MariaDB system versioning: history rows are left behind. */
  readonly systemVersioned: boolean
}

export interface Column {
  readonly name: string
  /** 1-based, as the server counts. */
  readonly position: number
  /** Lower case DATA_TYPE, such as `varchar`, `bigint`, `json`, `geometry`. */
  readonly dataType: string
  /** COLUMN_TYPE, such as `varchar(40)` or `enum('a','b')`. */
  readonly columnType: string
  readonly kind: ColumnKind
  readonly nullable: boolean
  readonly charset: string | null
  readonly collation: string | null
  /** CHARACTER_MAXIMUM_LENGTH in characters for text, in bytes for binary. */
  readonly maxLength: number | null
  readonly generated: boolean
  readonly invisible: boolean
  readonly autoIncrement: boolean
  readonly unsigned: boolean
  readonly defaultSql: string | null
  readonly comment: string
  /** Labels of ENUM and SET, in order. */
  readonly labels: readonly string[]
  /** SRID of a spatial column, when the column fixes one. */
  readonly srid: number | null
}

/** What a transformer must know of a type; the exact type stays in `columnType`. */
export type ColumnKind =
  | 'text'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'bit'
  | 'temporal'
  | 'json'
  | 'geometry'
  | 'enum'
  | 'set'
  | 'vector'

export interface UniqueKey {
  readonly name: string
  readonly columns: readonly string[]
  /** Indexed prefix length in characters for each column, null where the whole value counts. */
  readonly prefixLengths: readonly (number | null)[]
  /** True when a key part is an expression: proofs on it are not possible. */
  readonly functional: boolean
}

export interface ForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  /** Database of the referenced table when it is another than this one, else null. */
  readonly referencedDatabase: string | null
  readonly referencedTable: string
  readonly referencedColumns: readonly string[]
}

export interface KeyOfTable {
  readonly table: string
  readonly key: ForeignKey
}

export interface CheckConstraint {
  readonly name: string
  readonly expression: string
}

export interface StoredProgram {
  readonly type: 'view' | 'procedure' | 'function' | 'trigger' | 'event'
  readonly name: string
  /** The table of a trigger, else null. */
  readonly table: string | null
  /** CREATE statement without DEFINER, naming the source database where the server does. */
  readonly createSql: string
  readonly sqlMode: string
  readonly charsetClient: string
  readonly collationConnection: string
  /** Set on a view or trigger that could not be made any more even here: what it refers to is gone. */
  readonly broken?: true
}

/** Columns that are stored and therefore read and written: all but the generated ones, invisible ones too. */
export function storedColumns(table: Table): readonly Column[] {
  return table.columns.filter((column) => !column.generated)
}
