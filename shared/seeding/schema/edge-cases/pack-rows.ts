import { compileValue } from '../../../schema/checks/compile.ts'
import { type Operand, toText } from '../../../schema/checks/operand.ts'
import type { UniqueKey } from '../../../schema/schema.ts'
import { derivedOf } from '../domains/bounds-between.ts'
import { keyText } from '../rows/table-rows.ts'
import type { AskedTable, PackColumn, PackLink } from './pack-table.ts'
import { pairwise } from './pairwise.ts'

export type Values = Readonly<Record<string, string | null>>

const mostTries = 60

/** Makes the rows of a table: a row that no try brings past keys and CHECKs is left out. */
export class PackRows {
  readonly #asked: AskedTable
  readonly #rows: Values[] = []
  readonly #keys: readonly UniqueKey[]
  readonly #seen: readonly Set<string>[]
  #number = 0

  constructor(asked: AskedTable) {
    this.#asked = asked
    this.#keys = asked.uniqueKeys.map(({ key }) => key)
    this.#seen = asked.uniqueKeys.map(({ key, taken }) => new Set(taken.flatMap((row) => this.#textOf(key, row) ?? [])))
  }

  make(): readonly Values[] {
    const { columns, links } = this.#asked
    const free = columns.filter(({ isKey }) => !isKey)
    const optional = links.filter(({ link }) => link.optional)
    const levels = [...free.map(({ edges }) => Math.max(1, edges.bounds.length)), ...optional.map(() => 2)]
    const pairs = pairwise(levels)
    const most = Math.max(pairs.length, ...free.map(({ edges }) => edges.extras.length))
    // By turns: where there is room for a few rows only, both kinds have some.
    for (let at = 0; at < most; at++) {
      const row = pairs[at]
      if (row)
        this.#add(
          (column) => boundOf(column, row[free.indexOf(column)]!),
          (link) => optional.includes(link) && row[free.length + optional.indexOf(link)] === 0,
        )
      if (free.some(({ edges }) => at < edges.extras.length))
        this.#add(
          ({ edges, ...column }) => edges.extras[at]?.value ?? boundOf({ edges, ...column }, at),
          () => false,
        )
    }
    // A table of nothing but keys and references still has a row that others can refer to.
    if (this.#rows.length === 0)
      this.#add(
        (column) => boundOf(column, 0),
        () => false,
      )
    return this.#rows
  }

  #add(chosen: (column: PackColumn) => string | null, isAbsent: (link: PackLink) => boolean): void {
    const number = this.#number
    for (let attempt = 0; attempt < mostTries; attempt++) {
      const row = this.#compose(number, attempt, chosen, isAbsent)
      if (!row || !this.#holds(row)) continue
      this.#number++
      this.#rows.push(row)
      for (const [at, key] of this.#keys.entries()) {
        const text = this.#textOf(key, row)
        if (text !== null) this.#seen[at]!.add(text)
      }
      return
    }
  }

  /**
   * A row whose first try is as it was chosen; then only what a unique key compares gives way, then one column after the other. Null
   * when a reference finds nobody.
   */
  #compose(
    number: number,
    attempt: number,
    chosen: (column: PackColumn) => string | null,
    isAbsent: (link: PackLink) => boolean,
  ): Values | null {
    const { table, columns, links, constraints } = this.#asked
    // A column may be called __proto__.
    const values: Record<string, string | null> = Object.create(null)
    const crowded = new Set(this.#keys.flatMap((key) => key.columns))
    for (const [at, column] of columns.entries()) {
      const { name } = column.domain.column
      if (column.isKey) {
        const own = column.own(number)
        if (own === null) return null
        values[name] = own
      } else if (attempt === 0 || (attempt < 3 && !crowded.has(name))) values[name] = chosen(column)
      else if (attempt < 3) values[name] = column.own(number) ?? boundOf(column, attempt)
      else values[name] = changed(column, number, attempt + at, chosen)
    }
    for (const [at, packLink] of links.entries())
      if (
        !refer(
          packLink,
          values,
          number + attempt * (at + 1),
          attempt < 4 && isAbsent(packLink),
          packLink.link.parent === table.name ? [...this.#rows, values] : packLink.parents,
        )
      )
        return null
    for (const { column, expression } of derivedOf(constraints, (name) =>
      columns.some(({ domain, isKey }) => !isKey && domain.column.name === name),
    ))
      derive(
        column,
        columns,
        values,
        compileValue(expression, table.columns)((name) => values[name] ?? null),
      )
    return Object.fromEntries(table.columns.flatMap(({ name }) => (name in values ? [[name, values[name]!]] : [])))
  }

  #holds(row: Values): boolean {
    const { constraints } = this.#asked
    const isTaken = this.#keys.some((key, at) => {
      const text = this.#textOf(key, row)
      return text !== null && this.#seen[at]!.has(text)
    })
    return !isTaken && constraints.every(({ verdict }) => verdict((name) => row[name] ?? null) !== false)
  }

  #textOf({ columns, prefixLengths }: UniqueKey, row: Values): string | null {
    const values = columns.map((name) => row[name] ?? null)
    if (values.includes(null)) return null
    return keyText(
      values.map((value, at) => [...value!].slice(0, prefixLengths[at] ?? undefined).join('')),
      columns.map((name) => this.#asked.table.columns.find((column) => column.name === name)!),
    )
  }
}

function changed(
  column: PackColumn,
  number: number,
  turn: number,
  chosen: (column: PackColumn) => string | null,
): string | null {
  const { domain, edges, own } = column
  if (turn % 3 !== 0) return chosen(column)
  const others = [
    ...edges.bounds.map(({ value }) => value),
    own(number + turn),
    ...edges.extras.map(({ value }) => value),
  ]
  return others[(turn / 3) % others.length] ?? (domain.nullable ? null : boundOf(column, 0))
}

function boundOf({ edges, domain, own }: PackColumn, level: number): string | null {
  const bound = edges.bounds[level % Math.max(1, edges.bounds.length)]
  return bound ? bound.value : (own(0) ?? (domain.values.count > 0n ? domain.values.nth(0n) : null))
}

/** Fills the columns of a reference; false when no parent agrees with what is there already. */
function refer(
  { link }: PackLink,
  values: Record<string, string | null>,
  turn: number,
  isAbsent: boolean,
  parents: readonly Values[],
): boolean {
  const agreeing = parents.filter((parent) =>
    link.given.every(({ column, referenced }) => values[column] === null || parent[referenced] === values[column]),
  )
  const parent = agreeing[turn % Math.max(1, agreeing.length)]
  if ((isAbsent || !parent) && !link.optional) return false
  for (const { column, referenced } of link.owned)
    values[column] = isAbsent || !parent ? null : (parent[referenced] ?? null)
  return true
}

function derive(
  name: string,
  columns: readonly PackColumn[],
  values: Record<string, string | null>,
  result: Operand | undefined,
): void {
  const domain = columns.find((column) => column.domain.column.name === name)?.domain
  if (result === undefined || result === null || !domain) return
  const step = domain.scale?.read(toText(result))
  const text = step ? domain.scale!.write(step.step) : toText(result)
  if (domain.accepts(text)) values[name] = text
}
