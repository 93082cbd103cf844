import { DatabaseError } from '../../../errors.ts'
import { artifactName } from '../../../schema/names.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { StoredProgram } from '../../../schema/schema.ts'
import { tokenize } from '../../../schema/tokens.ts'
import { createProgramsSql, dropProgramsSql } from '../catalog/program-sql.ts'
import type { Wire } from '../wire/wire.ts'

/** What the names begin with of views that wait in the live schema for the RENAME, and of those that it took out of the way. */
const waitingPrefix = 'nightmask_next_'
const asidePrefix = 'nightmask_gone_'

export const waitingName = (view: string) => waitingPrefix + artifactName(view)
export const asideName = (view: string) => asidePrefix + artifactName(view)

/**
 * Makes new views under other names beside the live ones, so that the one RENAME of all tables puts them in their places too. Returns those
 * that could be made: what refers to a table or column that only the new generation has is made right after the RENAME.
 */
export async function stageViews(
  wire: Wire,
  live: string,
  views: readonly StoredProgram[],
  writtenFor: string,
): Promise<string[]> {
  const staged: string[] = []
  for (const view of views) {
    const renamed = { ...view, createSql: renameView(view.createSql, waitingName(view.name)) }
    try {
      for (const statement of createProgramsSql([renamed], writtenFor, live)) await wire.execute(statement)
      staged.push(view.name)
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
    }
  }
  return staged
}

/** Takes away what a swap has left of such views. */
export async function dropSwapViews(wire: Wire, live: string): Promise<void> {
  const rows = await wire.query(
    `SELECT table_name FROM information_schema.views WHERE table_schema = ${quoteText(live)} AND (table_name LIKE '${likeText(waitingPrefix)}%' OR table_name LIKE '${likeText(asidePrefix)}%')`,
  )
  const left = rows.map(([name]) => ({ type: 'view' as const, name: name ?? '' }))
  for (const statement of dropProgramsSql(left, live)) await wire.execute(statement)
}

function renameView(createSql: string, name: string): string {
  const tokens = tokenize(createSql)
  const first = tokens.findIndex(({ kind, text }) => kind === 'name' && /^view$/i.test(text)) + 1
  const isName = (at: number) => ['name', 'quoted-name'].includes(tokens[at]?.kind ?? '')
  let last = first
  while (!isName(last)) last++
  if (tokens[last + 1]?.kind === 'dot') last += 2
  const texts = (part: typeof tokens) => part.map(({ text }) => text).join('')
  return `${texts(tokens.slice(0, first))} ${quoteName(name)}${texts(tokens.slice(last + 1))}`
}

function likeText(text: string): string {
  return text.replaceAll('_', '\\_')
}
