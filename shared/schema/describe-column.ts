import { columnKind, parseLabels } from './column-kind.ts'
import type { Column } from './schema.ts'

/** A nullable column of a type as SQL writes it, such as `varchar(40)`, without a server to ask: text is utf8mb4. */
export function describeColumn(name: string, columnType: string, position: number): Column {
  const dataType = columnType.replace(/[( ].*$/, '')
  const kind = columnKind(dataType)
  const isText = kind === 'text' || kind === 'enum' || kind === 'set'
  const length = /\((\d+)\)/.exec(columnType)?.[1]
  return {
    ...{ name, position, dataType, columnType, kind },
    nullable: true,
    charset: isText ? 'utf8mb4' : null,
    collation: isText ? 'utf8mb4_0900_ai_ci' : null,
    maxLength: kind === 'text' || kind === 'binary' ? Number(length ?? 65_535) : null,
    generated: false,
    invisible: false,
    autoIncrement: false,
    unsigned: columnType.includes('unsigned'),
    defaultSql: null,
    comment: '',
    labels: parseLabels(columnType),
    srid: null,
  }
}
