import { columnTakes } from '../../schema/column-takes.ts'
import type { Column, Schema, Table } from '../../schema/schema.ts'
import type { Plain } from '../condition/condition.ts'
import { didYouMean } from '../file/problems.ts'
import type { Setting } from '../staging-own.ts'

const numeric: readonly Column['kind'][] = ['integer', 'decimal', 'float', 'bit']
const structured: readonly Column['kind'][] = ['geometry', 'vector']
/** Kinds of keys by which a row can be named in a statement. */
const naming: readonly Column['kind'][] = ['integer', 'decimal', 'text', 'binary', 'temporal']

/** What is wrong with what a setting changes in the rows that it meets. */
export function changeProblems(table: Table, { set, blank, replace }: Setting, schema: Schema): string[] {
  const check = (name: string, more: (column: Column) => string[]) => {
    const column = columnOf(table, name)
    return typeof column === 'string' ? [column] : [...fixed(table, column, schema), ...more(column)]
  }
  return [
    ...Object.entries(set).flatMap(([name, value]) => check(name, (column) => setProblems(column, value))),
    ...blank.flatMap((name) => check(name, blankProblems)),
    ...Object.entries(replace).flatMap(([name, { from, to }]) =>
      check(name, (column) => [
        ...(from === to ? [`replace: ${name} would stay as it is`] : []),
        ...replaceProblems(table, column),
      ]),
    ),
  ]
}

/** Columns that say which row it is, or that the server makes. */
function fixed(table: Table, { name, generated }: Column, schema: Schema): string[] {
  if (generated) return [`${name} is generated: the server makes its value`]
  if (table.primaryKey.includes(name)) return [`${name} is of the primary key, which stays`]
  const referring = schema.tables.flatMap(({ name: from, foreignKeys }) =>
    foreignKeys
      .filter(
        ({ referencedTable, referencedColumns }) => referencedTable === table.name && referencedColumns.includes(name),
      )
      .map((key) => `${from}.${key.name}`),
  )
  return referring.length > 0 ? [`${name} is what ${referring.join(', ')} refers to, so it stays`] : []
}

function setProblems(column: Column, value: Plain): string[] {
  const { name, kind, nullable } = column
  if (value === null) return nullable ? [] : [`set: ${name} may not be NULL`]
  if (structured.includes(kind)) return [`set: ${name} is ${kind}, which takes no value here`]
  if (kind === 'json' && !isJson(value)) return [`set: ${name} has to be JSON, in quotes`]
  return [...valueProblems(column, value), ...fitProblems(column, value)].map((text) => `set: ${text}`)
}

/** A server that is not strict would store something else without a word. */
function fitProblems(column: Column, value: Plain): string[] {
  const { name, kind, labels, maxLength, columnType } = column
  if (value === null || typeof value === 'boolean') return []
  const text = String(value)
  if (kind === 'enum' || kind === 'set') {
    const unknown = (kind === 'set' && text !== '' ? text.split(',') : [text]).filter((one) => !labels.includes(one))
    return kind === 'set' && text === ''
      ? []
      : unknown.map((one) => `${name} has no label ${one}${didYouMean(one, labels)}`)
  }
  if (kind === 'text' && maxLength !== null && [...text].length > maxLength)
    return [`${name} takes ${maxLength} characters, and its value has ${[...text].length}`]
  const isNumber = /^-?\d+(\.\d+)?$/.test(text)
  const isJudged = kind === 'temporal' || ((kind === 'integer' || kind === 'decimal') && isNumber)
  return isJudged && !columnTakes(column, text) ? [`${name} is ${columnType}, which does not take this value`] : []
}

function blankProblems({ name, nullable, kind }: Column): string[] {
  if (nullable || kind === 'text' || kind === 'binary') return []
  return [`blank: ${name} may not be NULL and is no text; say what it is to be with set`]
}

function replaceProblems({ name: table, primaryKey, columns }: Table, { name, kind }: Column): string[] {
  if (kind !== 'text' && kind !== 'json') return [`replace: ${name} is no text`]
  const keys = columns.filter((column) => primaryKey.includes(column.name))
  return keys.length > 0 && keys.every((column) => naming.includes(column.kind))
    ? []
    : [`replace: ${table} has no primary key by which its rows can be named`]
}

function valueProblems({ name, kind }: Column, value: Plain): string[] {
  if (value === null) return []
  if (!numeric.includes(kind))
    return typeof value === 'boolean' ? [`${name} is no number: write its value in quotes`] : []
  if (typeof value === 'boolean') return []
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? [] : [`${name} has to be a number`]
}

function isJson(value: Plain): boolean {
  if (typeof value !== 'string') return value !== null
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

/** A column by its name, or the problem that there is none. */
function columnOf(table: Table, name: string): Column | string {
  const known = table.columns.map((column) => column.name)
  return table.columns.find((column) => column.name === name) ?? `it has no column ${name}${didYouMean(name, known)}`
}
