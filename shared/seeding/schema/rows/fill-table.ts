import type { Faker } from '@faker-js/faker'
import { compileValue } from '../../../schema/checks/compile.ts'
import type { Constraint } from '../../../schema/checks/constraints.ts'
import { toText } from '../../../schema/checks/operand.ts'
import type { Column } from '../../../schema/schema.ts'
import { storedColumns } from '../../../schema/schema.ts'
import { RowRandom } from '../../random.ts'
import { fakerMethod } from '../cells/faker-of.ts'
import { type FreeColumn, freeCell } from '../cells/free-cell.ts'
import { Person } from '../cells/person.ts'
import { listOf, type Values } from '../cells/values.ts'
import { precededBy, usualBounds } from '../domains/believable-numbers.ts'
import type { Content, Teller } from '../domains/believable-text.ts'
import { allowedBy, type Bound, boundsOf, derivedOf } from '../domains/bounds-between.ts'
import type { Domain } from '../domains/domain.ts'
import { type Intervals, intersect } from '../domains/intervals.ts'
import { type ColumnShape, type SchemaShape, shapeOfTable } from '../schema-shape.ts'
import type { KeyPlan } from './key-plan.ts'
import type { Link } from './links.ts'
import { drawNumber, LinkRows, type TableRows } from './table-rows.ts'

export interface TableFacts {
  readonly rows: TableRows
  readonly constraints: readonly Constraint[]
  readonly domains: ReadonlyMap<string, Domain>
  readonly links: readonly Link[]
  readonly keys: KeyPlan
  readonly shape: SchemaShape
  readonly faker: (random: RowRandom) => Faker
  readonly contents: ReadonlyMap<string, Content>
  parent(name: string): TableRows
}

/** Gives every stored column of a table its cells. Returns the links, by which settled rows are checked. */
export function fillTable(facts: TableFacts): ReadonlyMap<Link, LinkRows> {
  const { rows, links, keys, shape, parent } = facts
  const made = new Map<Link, LinkRows>()
  for (const link of links) {
    const nullShare = shapeOfTable(shape, rows.table.name).nulls ?? shape.nulls
    const linkRows = new LinkRows(link, rows, parent(link.parent), keys.links.get(link) ?? null, shape.seed, nullShare)
    made.set(link, linkRows)
    for (const { column, referenced } of link.owned) {
      const nullable = rows.table.columns.find(({ name }) => name === column)?.nullable ?? false
      const cellOf = parent(link.parent).column(referenced)
      const isEmpty = parent(link.parent).rows === 0
      rows.fill(column, (row, attempt) => {
        const chosen = linkRows.rowOf(row, attempt)
        // Of a key that is not there the columns that may not be NULL still have to hold something: their own table's.
        const referencedRow = chosen === null || chosen < 0 ? (nullable ? null : 0) : chosen
        return referencedRow === null || isEmpty ? null : cellOf(referencedRow)
      })
    }
  }
  const owned = new Set(links.flatMap((link) => link.owned.map(({ column }) => column)))
  const random = new RowRandom(shape.seed, `${rows.table.name} person`)
  const person = new Person(random, facts.faker(random))
  for (const column of storedColumns(rows.table)) if (!owned.has(column.name)) fillFree(facts, column, owned, person)
  return made
}

function columnShape({ rows, shape }: TableFacts, column: string): ColumnShape {
  const { columns } = shapeOfTable(shape, rows.table.name)
  return Object.hasOwn(columns, column) ? columns[column]! : {}
}

function fillFree(facts: TableFacts, column: Column, owned: ReadonlySet<string>, person: Person): void {
  const { rows, constraints, domains, keys, shape } = facts
  const { table } = rows
  const isFree = (name: string) => !owned.has(name) && !keys.columns.has(name) && domains.has(name)
  const derived = derivedOf(constraints, isFree).find((entry) => entry.column === column.name)
  const domain = domains.get(column.name)!
  if (derived) {
    const result = compileValue(derived.expression, table.columns)
    rows.fill(column.name, (row) => {
      const value = result((name) => rows.cell(row, name))
      if (value === undefined || value === null) return null
      const step = domain.scale?.read(toText(value))
      return step ? domain.scale!.write(step.step) : toText(value)
    })
    return
  }
  const random = new RowRandom(shape.seed, `${table.name}.${column.name}`)
  const make = freeCell(freeColumn(facts, column, domain, random, person))
  const bounds = columnBounds(facts, column, isFree).map((bound) => ({ bound, other: rows.column(bound.other) }))
  rows.fill(column.name, (row, attempt) => {
    const number = drawNumber(row, attempt)
    const allowed = bounds.flatMap(({ bound, other }) => allowedBy(bound, other(row), domain.scale!) ?? [])
    random.begin(number)
    person.turnTo(number)
    return make(row, allowed.length === 0 ? null : all(allowed))
  })
}

/** Every bound that applies, at once. */
function all(allowed: Intervals): Intervals {
  return allowed.map((range): Intervals => [range]).reduce((set, range) => intersect(set, range))
}

/** By CHECKs, and by what the names say: a return is after the rental, within a month. */
function columnBounds(
  { rows, constraints }: TableFacts,
  column: Column,
  isFree: (name: string) => boolean,
): readonly Bound[] {
  const { columns } = rows.table
  const checked = boundsOf(constraints, columns, isFree).filter((bound) => bound.column === column.name)
  const before = checked.length === 0 && isFree(column.name) ? precededBy(column, columns) : null
  if (before === null) return checked
  const days =
    30n * (column.dataType === 'date' ? 1n : 86_400n * 10n ** BigInt(/\((\d)\)/.exec(column.columnType)?.[1] ?? 0))
  return [{ column: column.name, other: before, operator: '>=', reach: days }]
}

function freeColumn(facts: TableFacts, column: Column, domain: Domain, random: RowRandom, person: Person): FreeColumn {
  const { rows, keys, shape } = facts
  const faker = facts.faker(random)
  const own = columnShape(facts, column.name)
  const usual = usualSteps(domain, own, shape)
  return {
    domain,
    digit: keys.columns.get(column.name) ?? null,
    preferred: preferredValues(own, domain, column),
    preferredShare: own.values ? 1 : 0.5,
    usual,
    content: own.faker ? fakerContent(own.faker) : (facts.contents.get(column.name) ?? null),
    nullShare: own.nulls ?? shapeOfTable(shape, rows.table.name).nulls ?? shape.nulls,
    rows: rows.rows,
    random,
    teller: {
      faker,
      get first() {
        return person.first
      },
      get last() {
        return person.last
      },
    },
  }
}

function usualSteps({ scale, ranges, column }: Domain, own: ColumnShape, { dates }: SchemaShape): Intervals {
  if (!scale) return []
  const usual = usualBounds(column, dates)
  const from = scale.read(String(own.min ?? usual?.[0] ?? ''))?.step ?? scale.min
  const to = scale.read(String(own.max ?? usual?.[1] ?? ''))?.step ?? scale.max
  return intersect(ranges, [[from, to]])
}

function preferredValues(own: ColumnShape, domain: Domain, { defaultSql, kind }: Column): Values | null {
  if (own.values) {
    const weighted = Array.isArray(own.values)
      ? own.values.map(String)
      : Object.entries(own.values).flatMap(([value, weight]) => Array.from({ length: weight }, () => value))
    return listOf(weighted.filter((value) => domain.accepts(value)))
  }
  if (kind !== 'text' || domain.limits.choices || domain.limits.patterns.length > 0) return null
  // A default that is a plain word is a status: most rows have it, or one that it is not.
  const literal = /^'?([\w -]{1,40})'?$/.exec(defaultSql ?? '')?.[1]
  return literal && literal !== 'NULL' && domain.exact && domain.accepts(literal) ? listOf([literal]) : null
}

function fakerContent(method: string) {
  return ({ faker }: Teller): string => String(fakerMethod(faker, method)?.() ?? '')
}
