import type { Column, Schema, Table } from '../../schema/schema.ts'
import { conditionProblems } from '../condition/check-condition.ts'
import type { Condition } from '../condition/condition.ts'
import { nameOfRule } from '../file/describe-rule.ts'
import { didYouMean, type Problem } from '../file/problems.ts'
import { type ColumnRef, idOf, referencesOf } from '../resolving/reference-groups.ts'
import type { Rule, RulesByRow } from '../rule.ts'
import { readMatch } from './match-row.ts'

/** Rules by row that cannot be decided, that would break a join, or with a branch that no row can meet. `ruleOf` knows inherited rules too. */
export function checkByRow(
  schema: Schema,
  tables: readonly Table[],
  rules: ReadonlyMap<string, Rule>,
  ruleOf: (ref: ColumnRef) => Rule | undefined,
): Problem[] {
  const joined = new Set(referencesOf(schema).flatMap(({ from, to }) => [idOf(from), idOf(to)]))
  return tables.flatMap((table) =>
    table.columns.flatMap(({ name: column }) => {
      const rule = rules.get(idOf({ table: table.name, column }))
      if (!rule?.byRow) return []
      const texts = joined.has(idOf({ table: table.name, column }))
        ? ['a foreign key joins this column, and rules by row would break the join: give all its rows one rule']
        : rule.byRow.by === null
          ? problemsOfWhen(table, rule.byRow.when!)
          : problemsOf(table, rule.byRow.by, rule.byRow, ruleOf({ table: table.name, column: rule.byRow.by }))
      return texts.map((text) => ({ line: rule.line, text: `${table.name}.${column}: ${text}` }))
    }),
  )
}

function problemsOf(table: Table, by: string, { branches }: RulesByRow, deciding: Rule | undefined): string[] {
  const column = table.columns.find(({ name }) => name === by)
  const names = table.columns.map(({ name }) => name)
  if (!column) return [`by: ${table.name} has no column ${by}${didYouMean(by, names)}`]
  if (column.generated) return [`by: ${by} is generated, name the column that it is computed from`]
  if (!decidable.includes(column.kind))
    return [`by: a ${column.columnType} column cannot decide, only text, whole numbers and ENUM can`]
  const masked =
    deciding && deciding.mask !== 'keep'
      ? [
          `by: ${by} decides which rule is meant and has to be kept itself for all rows, but its rule is ${nameOfRule(deciding)}`,
        ]
      : []
  return [...masked, ...branches.flatMap(({ match }) => impossible(column, match)), ...repeated(column, branches)]
}

/** Original values decide, so that a column may decide that is masked itself. */
function problemsOfWhen(table: Table, condition: Condition): string[] {
  const generated = condition.filter(({ column }) =>
    table.columns.some(({ name, generated }) => name === column && generated),
  )
  return [
    ...conditionProblems(table, condition).map((text) => `when: ${text}`),
    ...generated.map(({ column }) => `when: ${column} is generated, name the column that it is computed from`),
  ]
}

const decidable: readonly Column['kind'][] = ['text', 'binary', 'integer', 'enum']

function impossible({ kind, name, labels }: Column, match: string): string[] {
  const told = JSON.stringify(match)
  if (kind === 'integer' && !/^-?\d+$/.test(match)) return [`${told} can never be met: ${name} holds whole numbers`]
  const read = readMatch(match)
  if (kind !== 'enum' || !read || read.openStart || read.openEnd) return []
  const isLabel = labels.some((label) => label.toLowerCase() === match.toLowerCase())
  return isLabel ? [] : [`${told} can never be met: it is no label of ${name}${didYouMean(match, labels)}`]
}

// What the collation takes for the same would decide by the order in the file.
function repeated({ collation }: Column, branches: RulesByRow['branches']): string[] {
  const fold = (text: string) => (collation?.endsWith('_ci') ? text.toLowerCase() : text)
  const names = branches.map(({ match }) => fold(match))
  return branches
    .filter((_, at) => names.indexOf(names[at]!) < at)
    .map(
      ({ match }) =>
        `${JSON.stringify(match)} can never be met: another rule above it has the same name by the column's collation`,
    )
}
