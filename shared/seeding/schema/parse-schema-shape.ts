import { describeIssues } from '../../policy/file/describe-issues.ts'
import { lineOf, type Placed, plainValue, readYaml } from '../../policy/file/placed-yaml.ts'
import { didYouMean, type Problem, refuseProblems } from '../../policy/file/problems.ts'
import { locales } from '../../policy/locales.ts'
import type { Schema, Table } from '../../schema/schema.ts'
import { storedColumns } from '../../schema/schema.ts'
import { RowRandom } from '../random.ts'
import { fakerMethod, fakerOf } from './cells/faker-of.ts'
import { type SchemaShape, schemaShape } from './schema-shape.ts'

/** Reads a shape file, YAML or JSON, against the schema that it is for. Every problem at once, with its line; UsageError. */
export function parseSchemaShape(text: string, file: string, schema: Schema, seed?: number): SchemaShape {
  const { root, problems } = readYaml(text)
  refuseProblems(file, problems)
  const parsed = schemaShape.safeParse(plainValue(root))
  if (!parsed.success) refuseProblems(file, describeIssues(schemaShape, root, parsed.error.issues))
  const shape = parsed.data!
  refuseProblems(file, [...unknownLocale(shape, root), ...unknownNames(shape, root, schema)])
  return seed === undefined ? shape : { ...shape, seed }
}

function unknownLocale({ locale }: SchemaShape, root: Placed): Problem[] {
  if (locales.includes(locale)) return []
  return [{ line: lineOf(root, ['locale']), text: `faker has no locale of that name${didYouMean(locale, locales)}` }]
}

function unknownNames(shape: SchemaShape, root: Placed, { tables }: Schema): Problem[] {
  return Object.entries(shape.tables).flatMap(([name, { columns }]) => {
    const table = tables.find((candidate) => candidate.name === name)
    if (!table)
      return [
        {
          line: lineOf(root, ['tables', name]),
          text: `${name} is no table of the target${didYouMean(
            name,
            tables.map((candidate) => candidate.name),
          )}`,
        },
      ]
    return Object.entries(columns).flatMap(([column, { faker }]) => {
      const line = lineOf(root, ['tables', name, 'columns', column])
      const isUnknown = faker !== undefined && !fakerMethod(fakerOf('en', new RowRandom(0, '').begin(0)), faker)
      const problem = {
        line,
        text: `${name}.${column}: faker has no method ${faker}; they are listed at fakerjs.dev/api`,
      }
      return [...unknownColumn(table, column, line), ...(isUnknown ? [problem] : [])]
    })
  })
}

function unknownColumn(table: Table, column: string, line: number): Problem[] {
  const names = storedColumns(table).map(({ name }) => name)
  if (names.includes(column)) {
    const key = table.foreignKeys.find(({ columns }) => columns.includes(column))
    return key
      ? [{ line, text: `${table.name}.${column} takes the values of ${key.referencedTable}; set them there` }]
      : []
  }
  return [{ line, text: `${table.name} has no column ${column} that is stored${didYouMean(column, names)}` }]
}
