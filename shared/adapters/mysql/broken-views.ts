import { DatabaseError } from '../../errors.ts'
import { quoteText } from '../../schema/quote.ts'
import type { StoredProgram } from '../../schema/schema.ts'
import { tokenize, unquoteName } from '../../schema/tokens.ts'
import type { Wire } from './wire.ts'

/**
 * Marks the views that could not be made any more. A server shows no columns of a view that it cannot open; only those are asked
 * about, because it may be for want of a privilege or of the account that made it, which staging does not mind.
 */
export async function markBroken(
  wire: Wire,
  programs: readonly StoredProgram[],
  hasColumns: (view: string) => boolean,
): Promise<StoredProgram[]> {
  const broken = new Set<string>()
  const marked: StoredProgram[] = []
  for (const program of programs) {
    const suspect = program.type === 'view' && !hasColumns(program.name)
    if (!suspect || (await canBePrepared(wire, program, broken))) marked.push(program)
    else {
      broken.add(program.name)
      marked.push({ ...program, broken: true })
    }
  }
  return marked
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
