import { splitCreateTable } from '../create-table.ts'
import { unquoteName } from '../tokens.ts'

/**
 * CHECKs by name, as SHOW CREATE TABLE writes them: MySQL's information_schema escapes their text once more, and spoils what is not
 * ASCII in it. MariaDB's checks of a column stand with the column and are not here.
 */
export function writtenChecks(createSql: string): ReadonlyMap<string, string> {
  // As both servers write it; most tables have none, and need not be taken apart.
  if (!createSql.includes('CHECK (')) return new Map()
  const checks = splitCreateTable(createSql).definitions.filter(({ kind }) => kind === 'check')
  return new Map(
    checks.flatMap(({ text }): [string, string][] => {
      const [, name, sql] = /^CONSTRAINT (`(?:[^`]|``)*`) CHECK \(([\s\S]*)\)/.exec(text) ?? []
      return name === undefined || sql === undefined ? [] : [[unquoteName(name), sql]]
    }),
  )
}
