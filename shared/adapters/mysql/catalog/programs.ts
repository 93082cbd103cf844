import { quoteText } from '../../../schema/quote.ts'
import type { StoredProgram } from '../../../schema/schema.ts'
import { type Token, tokenize, unquoteName } from '../../../schema/tokens.ts'
import type { Wire } from '../wire/wire.ts'
import { showCreate } from './create-statements.ts'

type Row = (string | null)[]

/** Functions and procedures first, then views with those they use before them, then triggers and events. No DEFINER. */
export async function listPrograms(wire: Wire, database: string): Promise<StoredProgram[]> {
  const at = `= ${quoteText(database)}`
  const routines = await wire.query(
    `SELECT LOWER(routine_type), routine_name, NULL, sql_mode, character_set_client, collation_connection FROM information_schema.routines
     WHERE routine_schema ${at} AND routine_type IN ('FUNCTION', 'PROCEDURE') ORDER BY routine_type, routine_name`,
  )
  const views = await wire.query(
    `SELECT 'view', table_name, NULL, '', character_set_client, collation_connection FROM information_schema.views WHERE table_schema ${at} ORDER BY table_name`,
  )
  const triggers = await wire.query(
    `SELECT 'trigger', trigger_name, event_object_table, sql_mode, character_set_client, collation_connection FROM information_schema.triggers
     WHERE trigger_schema ${at} ORDER BY event_object_table, action_timing, event_manipulation, action_order`,
  )
  const events = await wire.query(
    `SELECT 'event', event_name, NULL, sql_mode, character_set_client, collation_connection FROM information_schema.events WHERE event_schema ${at} ORDER BY event_name`,
  )
  const described = async (rows: Row[]) => {
    const programs: StoredProgram[] = []
    for (const row of rows) programs.push(await describe(wire, database, row))
    return programs
  }
  return [
    ...(await described(routines)),
    ...orderViews(await described(views)),
    ...(await described(triggers)),
    ...(await described(events)),
  ]
}

/** The program's text for another schema: references to `from` name `to` instead, in code only. Events come disabled. */
export function rewriteProgram(program: StoredProgram, from: string, to: string): string {
  const tokens = tokenize(program.createSql, program.sqlMode)
  return tokens
    .map((token, at) => (isSchemaName(tokens, at, from) ? `\`${to.replaceAll('`', '``')}\`` : token.text))
    .join('')
}

async function describe(
  wire: Wire,
  database: string,
  [type, name, table, sqlMode, charsetClient, collationConnection]: Row,
): Promise<StoredProgram> {
  const kind = type as StoredProgram['type']
  const textColumn = { view: 1, procedure: 2, function: 2, trigger: 2, event: 3 }[kind]
  const text = await showCreate(wire, kind.toUpperCase(), database, name ?? '', textColumn)
  return {
    type: kind,
    name: name ?? '',
    table: table ?? null,
    createSql: withoutEnd(disableEvent(kind, withoutDefiner(text)), sqlMode ?? ''),
    sqlMode: sqlMode ?? '',
    charsetClient: charsetClient ?? 'utf8mb4',
    collationConnection: collationConnection ?? 'utf8mb4_general_ci',
  }
}

function withoutDefiner(text: string): string {
  const account = '(?:`(?:[^`]|``)*`|\'[^\']*\'|"[^"]*"|[^\\s@`\'"]+)'
  return text.replace(new RegExp(`\\sDEFINER\\s*=\\s*${account}(?:@${account})?`, 'i'), '')
}

// A program made by a packet of several statements keeps the semicolon that ended it, and it would end ours too early.
function withoutEnd(text: string, sqlMode: string): string {
  const tokens = tokenize(text, sqlMode)
  while (/^(;|\s+)$/.test(tokens.at(-1)?.text ?? '') || tokens.at(-1)?.kind === 'comment') tokens.pop()
  return tokens.map(({ text }) => text).join('')
}

// Staging must not act by itself at night: the event is there, and somebody enables it who wants it.
function disableEvent(type: StoredProgram['type'], text: string): string {
  return type === 'event'
    ? text.replace(/\s(ENABLE|DISABLE ON (?:SLAVE|REPLICA))\b(?=\s+(COMMENT|DO)\b)/i, ' DISABLE')
    : text
}

function orderViews(views: StoredProgram[]): StoredProgram[] {
  const names = new Set(views.map(({ name }) => name))
  const ordered: StoredProgram[] = []
  const visit = (view: StoredProgram, path: readonly string[]) => {
    if (ordered.includes(view) || path.includes(view.name)) return
    const used = new Set(tokenize(view.createSql).map(({ text }) => unquoteName(text)))
    for (const other of views)
      if (other !== view && names.has(other.name) && used.has(other.name)) visit(other, [...path, view.name])
    ordered.push(view)
  }
  for (const view of views) visit(view, [])
  return ordered
}

function isSchemaName(tokens: readonly Token[], at: number, schema: string): boolean {
  const token = tokens[at]!
  if (token.kind !== 'name' && token.kind !== 'quoted-name') return false
  return unquoteName(token.text) === schema && tokens[at + 1]?.kind === 'dot' && tokens[at - 1]?.kind !== 'dot'
}
