import { splitCreateTable } from './create-table.ts'

// It stands among the options, before any text that somebody wrote.
const counter = /^([^']*?) AUTO_INCREMENT=(\d+)/

/** CREATE TABLE without the counter, which moves with every row. */
export function withoutCounter(createSql: string): string {
  if (!createSql.includes(' AUTO_INCREMENT=')) return createSql
  const { options } = splitCreateTable(createSql)
  const head = createSql.slice(0, createSql.length - options.length)
  return createSql.endsWith(options) ? head + optionsWithoutCounter(options) : createSql
}

/** The same of its options alone. */
export function optionsWithoutCounter(options: string): string {
  return options.replace(counter, '$1')
}

/** The number that the next row gets, null where it does not say. */
export function counterOf(createSql: string): string | null {
  return counter.exec(splitCreateTable(createSql).options)?.[2] ?? null
}
