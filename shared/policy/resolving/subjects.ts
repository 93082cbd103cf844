import type { Schema, Table } from '../../schema/schema.ts'
import { rulesWithin } from '../by-row/branches-of.ts'
import { didYouMean, type Problem } from '../file/problems.ts'
import type { Rule } from '../rule.ts'
import type { RuleKinds } from '../rule-kind.ts'
import { idOf } from './reference-groups.ts'

/** Rules that draw from a person and do not say, or say wrongly, whom a row is about. */
export function checkSubjects(
  schema: Schema,
  tables: readonly Table[],
  rules: ReadonlyMap<string, Rule>,
  kinds: RuleKinds,
): Problem[] {
  return tables.flatMap((table) =>
    table.columns.flatMap(({ name: column }) => {
      const rule = rules.get(idOf({ table: table.name, column }))
      return (rule ? rulesWithin(rule) : []).flatMap((inner) => {
        if (kinds.get(inner.mask)?.drawsFrom !== 'subject') return []
        const problem = problemOf(schema, table, column, inner)
        return problem === null ? [] : [{ line: inner.line, text: `${table.name}.${column}: ${problem}` }]
      })
    }),
  )
}

/** The column of the table that says whom a row is about; undefined for rules that draw from something else. */
export function subjectOf(table: Table, rule: Rule, kinds: RuleKinds): string | undefined {
  if (kinds.get(rule.mask)?.drawsFrom !== 'subject') return undefined
  return rule.options.via === undefined ? candidates(table, rule)[0] : String(rule.options.via)
}

function problemOf(schema: Schema, table: Table, column: string, rule: Rule): string | null {
  const [person = '', key = '', ...rest] = String(rule.options.of).split('.')
  const people = schema.tables.find(({ name }) => name === person)
  if (key === '' || rest.length > 0) return 'of: name the key of the people as table.column'
  if (!people) return `of: there is no table ${person}${didYouMean(person, namesOf(schema.tables))}`
  if (!people.columns.some(({ name }) => name === key))
    return `of: ${person} has no column ${key}${didYouMean(key, namesOf(people.columns))}`
  if (rule.options.via === undefined) return uncertain(table, rule)
  const via = String(rule.options.via)
  const subject = table.columns.find(({ name }) => name === via)
  if (!subject) return `via: ${table.name} has no column ${via}${didYouMean(via, namesOf(table.columns))}`
  if (subject.generated) return `via: ${via} is generated, name the column that it is computed from`
  return via === column ? 'via: a column cannot say itself whom it is about' : null
}

function uncertain(table: Table, rule: Rule): string | null {
  const found = candidates(table, rule)
  if (found.length === 1) return null
  const how = found.length === 0 ? `no foreign key leads from ${table.name} there` : `${found.join(' and ')} do`
  return `of: which column of ${table.name} holds ${String(rule.options.of)}? (${how}) Name it, as in via: ${found[0] ?? 'user_id'}`
}

/** The key itself in the table of the people, else the columns that reference it. */
function candidates(table: Table, { options }: Rule): string[] {
  const [person, key] = String(options.of).split('.')
  if (table.name === person) return [key!]
  const referring = table.foreignKeys.flatMap(({ columns, referencedDatabase, referencedTable, referencedColumns }) =>
    referencedDatabase === null && referencedTable === person
      ? columns.filter((_, at) => referencedColumns[at] === key)
      : [],
  )
  return [...new Set(referring)]
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return named.map(({ name }) => name)
}
