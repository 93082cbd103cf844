import { listProblems, UsageError } from '../errors.ts'
import type { Schema } from '../schema/schema.ts'
import { conditionProblem } from './condition.ts'
import { keyOf } from './identity.ts'
import type { KeyLookup } from './key-lookup.ts'
import { childProblems, findReach, idleChoices, type Reach } from './reach.ts'
import { listReferences, suggestion } from './reference.ts'
import type { DatasetRequest } from './request.ts'
import { layRoutes, type Route } from './route.ts'

export interface Routes {
  readonly byTable: ReadonlyMap<string, Route>
  /** Foreign keys that lead out of what is copied. */
  readonly outside: readonly string[]
  /** What the dataset asks for and will not get, one sentence each. */
  readonly idle: readonly string[]
}

/** Settles how to go from table to table, before a row is read. Throws UsageError with every problem at once. */
export function planRoutes(request: DatasetRequest, schema: Schema, lookup: KeyLookup): Routes {
  const references = listReferences(request, schema)
  const wrong = [...requestProblems(request, schema), ...references.problems, ...childProblems(request, references.all)]
  refuse(wrong)
  const reach = findReach(request, references.all)
  const { routes, problems } = layRoutes(reach, schema.tables)
  refuse([...problems, ...idleChoices(request, references.all, reach), ...indexProblems(reach, lookup)])
  return {
    byTable: routes,
    outside: references.outside.filter((line) => [...reach.tables].some((table) => line.startsWith(`${table}.`))),
    idle: request.children === 'all' && reach.descents.length === 0 ? [childless(request)] : [],
  }
}

function childless({ from }: DatasetRequest): string {
  return `children: all brings nothing: no foreign key leads to ${from}; name what refers to it under references in nightmask.yaml`
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new UsageError(listProblems('dataset', [...new Set(problems)]))
}

function requestProblems(request: DatasetRequest, schema: Schema): string[] {
  const { from, where, percent, limit, sample } = request
  const table = schema.tables.find(({ name }) => name === from)
  const names = schema.tables.map(({ name }) => name)
  const condition = where === null ? null : conditionProblem(where)
  return [
    ...(table ? [] : [`from: no table ${from}${suggestion(from, names)}`]),
    ...(request.skippedTables.includes(from) ? [`from: the policy leaves the rows of ${from} behind`] : []),
    ...(table && !keyOf(table) ? [`from: ${from} has no primary key, so its rows cannot be named`] : []),
    ...(condition ? [condition] : []),
    ...(percent !== null && sample !== 'hash' ? ['percent takes rows by hash; leave sample out, or use limit'] : []),
    ...(sample !== 'hash' && limit === null ? [`sample ${sample} needs a limit`] : []),
  ]
}

function indexProblems({ needs, descents }: Reach, lookup: KeyLookup): string[] {
  const down = descents.flatMap(({ reference }) => {
    const columns = reference.columns.map(({ name }) => name)
    const when = reference.when.map(({ column }) => column)
    const indexed =
      lookup.isIndexed(reference.table.name, [...columns, ...when]) || lookup.isIndexed(reference.table.name, columns)
    if (indexed) return []
    return [
      `children: no index of ${reference.table.name} begins with ${columns.join(', ')}, so finding them would read the whole table; add an index or leave ${reference.table.name} out`,
    ]
  })
  const up = needs.flatMap(({ target, targetColumns }) => {
    const columns = targetColumns.map(({ name }) => name)
    if (lookup.isIndexed(target.name, columns)) return []
    return [
      `references: no index of ${target.name} begins with ${columns.join(', ')}, so finding a row would read the whole table`,
    ]
  })
  return [...down, ...up]
}
