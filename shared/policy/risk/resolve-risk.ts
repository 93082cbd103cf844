import type { Schema, Table } from '../../schema/schema.ts'
import { didYouMean, type Problem } from '../file/problems.ts'
import type { DeclaredRisk, RiskJoin, RiskSet } from './risk-set.ts'

/** Declared sets against the schema: the way of foreign keys to each table, or what is wrong. `copied` are the tables that staging gets with their rows. */
export function resolveRisk(
  declared: readonly DeclaredRisk[],
  schema: Schema,
  copied: ReadonlySet<string>,
): { sets: RiskSet[]; problems: Problem[] } {
  const sets: RiskSet[] = []
  const problems: Problem[] = []
  for (const entry of declared) {
    const resolved = resolveOne(entry, schema, copied)
    if (typeof resolved === 'string') problems.push({ line: entry.line, text: `risk: ${resolved}` })
    else sets.push(resolved)
  }
  return { sets, problems }
}

function resolveOne(entry: DeclaredRisk, schema: Schema, copied: ReadonlySet<string>): RiskSet | string {
  const tables = new Map(schema.tables.filter(({ name }) => copied.has(name)).map((table) => [table.name, table]))
  const people = tables.get(entry.people)
  if (!people) return `there is no table ${entry.people} with rows${didYouMean(entry.people, [...tables.keys()])}`
  if (people.primaryKey.length === 0) return `${people.name} has no primary key, by which its rows are told apart`
  const by: RiskSet['by'][number][] = []
  for (const [place, grain] of Object.entries(entry.by)) {
    const [name = '', column = ''] = place.split('.')
    const table = tables.get(name)
    const found = table?.columns.find((one) => one.name === column)
    if (!table) return `there is no table ${name} with rows${didYouMean(name, [...tables.keys()])}`
    if (!found)
      return `${name} has no column ${column}${didYouMean(
        column,
        table.columns.map((one) => one.name),
      )}`
    if (grain !== 'exact' && !/^(date|datetime|timestamp)$/.test(found.dataType))
      return `${place} has no ${grain}: say exact`
    if (!isComparable(table, column)) return `${place} cannot be grouped by: it is long text, JSON, a vector or a shape`
    by.push({ table: name, column, grain })
  }
  const joins = joinsTo(people, [...new Set(by.map(({ table }) => table))], tables)
  if (joins === null)
    return `foreign keys lead from ${people.name} to its columns in no one line: make several sets of them`
  return { people: people.name, key: people.primaryKey, joins, by, limits: entry.limits, line: entry.line }
}

/** Whether a server can tell equal values of the column in an index. */
export function isComparable({ columns }: Table, name: string): boolean {
  const { kind, dataType } = columns.find((one) => one.name === name)!
  return !['json', 'geometry', 'vector'].includes(kind) && !/text$|blob$/.test(dataType)
}

/** One way that leads along foreign keys, up or down, through all of them; null where there is none. */
function joinsTo(people: Table, wanted: readonly string[], tables: ReadonlyMap<string, Table>): RiskJoin[] | null {
  const others = wanted.filter((name) => name !== people.name)
  const ways: RiskJoin[][] = [[]]
  for (let way = ways.shift(); way; way = ways.shift()) {
    const passed = [people.name, ...way.map(({ table }) => table)]
    if (others.every((name) => passed.includes(name))) return way
    if (way.length === mostJoins) continue
    for (const next of neighbours(passed.at(-1)!, tables)) if (!passed.includes(next.table)) ways.push([...way, next])
  }
  return null
}

const mostJoins = 3

function neighbours(name: string, tables: ReadonlyMap<string, Table>): RiskJoin[] {
  const up = tables
    .get(name)!
    .foreignKeys.flatMap(({ columns, referencedDatabase, referencedTable, referencedColumns }) =>
      referencedDatabase === null && tables.has(referencedTable)
        ? [
            {
              table: referencedTable,
              on: columns.map((ofColumn, at) => ({ column: referencedColumns[at]!, of: name, ofColumn })),
            },
          ]
        : [],
    )
  const down = [...tables.values()].flatMap(({ name: table, foreignKeys }) =>
    foreignKeys
      .filter((key) => key.referencedDatabase === null && key.referencedTable === name)
      .map(({ columns, referencedColumns }) => ({
        table,
        on: columns.map((column, at) => ({ column, of: name, ofColumn: referencedColumns[at]! })),
      })),
  )
  return [...up, ...down]
}
