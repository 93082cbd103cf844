import type { Column, Schema, Table } from '../../schema/schema.ts'
import { rulesForCells } from '../by-row/branches-of.ts'
import type { Problem } from '../file/problems.ts'
import { idOf, referencesOf } from '../resolving/reference-groups.ts'
import type { Rule } from '../rule.ts'

/** Rules that reach inside values of a column that can hold none of the format, or that would break a join. */
export function checkInside(schema: Schema, tables: readonly Table[], rules: ReadonlyMap<string, Rule>): Problem[] {
  const joined = new Set(referencesOf(schema).flatMap(({ from, to }) => [idOf(from), idOf(to)]))
  return tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const id = idOf({ table: table.name, column: column.name })
      const rule = rules.get(id)
      const reaching = rule ? rulesForCells(rule).filter(({ inside }) => inside) : []
      return reaching.flatMap(({ mask, line }) => {
        const problem = joined.has(id)
          ? 'a foreign key joins this column, and rules inside its values would break the join: give all of it one rule'
          : unfit(mask, column)
        return problem === null ? [] : [{ line, text: `${table.name}.${column.name}: ${problem}` }]
      })
    }),
  )
}

// Their ASCII is not the ASCII of the formats: a half of a character may look like a quotation mark.
const strangeSets = /^(ucs2|utf16|utf32|sjis|cp932|gbk|gb18030|big5)/

function unfit(mask: string, { kind, columnType, charset }: Column): string | null {
  if (kind === 'json') return mask === 'json' ? null : `a ${columnType} column holds json, not ${mask}`
  if (kind !== 'text' && kind !== 'binary')
    return `a ${columnType} column holds no ${mask}, only text, binary data or JSON can`
  return strangeSets.test(charset ?? '') ? `${mask} cannot be read in the character set ${charset}` : null
}
