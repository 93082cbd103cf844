import type { ColumnKind } from './schema.ts'

const kinds: Record<string, ColumnKind> = {
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  inet4: 'text',
  inet6: 'text',
  uuid: 'text',
  binary: 'binary',
  varbinary: 'binary',
  tinyblob: 'binary',
  blob: 'binary',
  mediumblob: 'binary',
  longblob: 'binary',
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  decimal: 'decimal',
  float: 'float',
  double: 'float',
  bit: 'bit',
  date: 'temporal',
  datetime: 'temporal',
  timestamp: 'temporal',
  time: 'temporal',
  year: 'temporal',
  json: 'json',
  enum: 'enum',
  set: 'set',
  vector: 'vector',
}

/** The kind of a DATA_TYPE; every spatial type is `geometry`. */
export function columnKind(dataType: string): ColumnKind {
  return kinds[dataType] ?? 'geometry'
}

/** Labels of `enum('a','b')` or `set(…)`, unquoted. */
export function parseLabels(columnType: string): string[] {
  if (!/^(enum|set)\(/i.test(columnType)) return []
  return [...columnType.matchAll(/'((?:[^'\\]|''|\\[\s\S])*)'/g)].map(([, label]) =>
    (label ?? '').replaceAll("''", "'").replaceAll('\\\\', '\\'),
  )
}
