import { DatabaseError } from '../../../errors.ts'
import { quoteText } from '../../../schema/quote.ts'
import type { StoredProgram } from '../../../schema/schema.ts'
import { tokenize, unquoteName } from '../../../schema/tokens.ts'
import type { Wire } from '../wire/wire.ts'

/** Columns of a table or view by its name; undefined where the server shows none. */
type ColumnsOf = (name: string) => readonly string[] | undefined

/** Marks the views and triggers that could not be made any more: routines and events are made whatever they refer to. */
export async function markBroken(
  wire: Wire,
  programs: readonly StoredProgram[],
  columnsOf: ColumnsOf,
): Promise<StoredProgram[]> {
  const views = new Set<string>()
  const marked: StoredProgram[] = []
  for (const program of programs) {
    const isBroken =
      program.type === 'view'
        ? await isBrokenView(wire, program, columnsOf, views)
        : isBrokenTrigger(program, columnsOf)
    if (isBroken && program.type === 'view') views.add(program.name)
    marked.push(isBroken ? { ...program, broken: true } : program)
  }
  return marked
}

/**
 * A server shows no columns of a view that it cannot open; only those are asked about, because it may be for want of a privilege or
 * of the account that made it, which staging does not mind.
 */
async function isBrokenView(wire: Wire, view: StoredProgram, columnsOf: ColumnsOf, broken: ReadonlySet<string>) {
  return columnsOf(view.name) === undefined && !(await canBePrepared(wire, view, broken))
}

/** Whether NEW or OLD, which are nothing else in a trigger, is asked for a column that its table has not. */
function isBrokenTrigger({ type, table, createSql }: StoredProgram, columnsOf: ColumnsOf): boolean {
  if (type !== 'trigger') return false
  const known = new Set(columnsOf(table ?? '')?.map((name) => name.toLowerCase()))
  const tokens = tokenize(createSql).filter(({ kind, text }) => kind !== 'comment' && text.trim() !== '')
  const words = tokens.map(({ text }) => unquoteName(text).toLowerCase())
  return words.some(
    (word, at) =>
      (word === 'new' || word === 'old') &&
      words[at - 1] !== '.' &&
      words[at + 1] === '.' &&
      !known.has(words[at + 2] ?? ''),
  )
}

/** No such table, column, routine or database. */
const gone = [1146, 1054, 1305, 1049]
const invalidView = 1356

/** Whether the view's query can be understood; PREPARE reads no row. Views come after those that they use. */
async function canBePrepared(wire: Wire, { createSql }: StoredProgram, broken: ReadonlySet<string>): Promise<boolean> {
  try {
    await wire.execute(`SET @nightmask_view = ${quoteText(queryOf(createSql))}`)
    await wire.execute('PREPARE nightmask_view FROM @nightmask_view')
    await wire.execute('DEALLOCATE PREPARE nightmask_view')
    return true
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const usesBroken = tokenize(createSql).some(({ text }) => broken.has(unquoteName(text)))
    return !(gone.includes(error.errno) || (error.errno === invalidView && usesBroken))
  }
}

/** What stands between the first AS and WITH CHECK OPTION. */
function queryOf(createSql: string): string {
  const as = tokenize(createSql).find(({ kind, text }) => kind === 'name' && text.toLowerCase() === 'as')
  return createSql.slice((as?.start ?? 0) + 'as'.length).replace(/\sWITH (?:CASCADED |LOCAL )?CHECK OPTION\s*$/i, '')
}
