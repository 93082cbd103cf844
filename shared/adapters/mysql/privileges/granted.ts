import { tokenize, unquoteName } from '../../../schema/tokens.ts'
import type { Wire } from '../wire/wire.ts'

/** One line of SHOW GRANTS. `database` is a pattern of LIKE, null for the whole server; `table` is null for a whole database. */
export interface Grant {
  readonly privileges: ReadonlySet<string>
  readonly database: string | null
  readonly table: string | null
  /** A partial revoke (MySQL): what the user has on the server, but not here. */
  readonly isRevoked: boolean
}

/** What the user of a connection has been granted, with the roles that its session has taken on. */
export interface Granted {
  /** As a GRANT statement names it. */
  readonly user: string
  readonly grants: readonly Grant[]
}

/** Reads what the server says of this connection's own user; everybody may ask that. */
export async function readGranted(wire: Wire): Promise<Granted> {
  const [[account] = []] = await wire.query('SELECT CURRENT_USER()')
  const lines = await wire.query('SHOW GRANTS')
  return { user: quoteAccount(account ?? ''), grants: lines.flatMap(([line]) => parseGrant(line ?? '')) }
}

function quoteAccount(account: string): string {
  const at = account.lastIndexOf('@')
  return [account.slice(0, at), account.slice(at + 1)].map((part) => `\`${part.replaceAll('`', '``')}\``).join('@')
}

/** A grant or a partial revoke of privileges on databases, and nothing of roles, proxies and routines. */
export function parseGrant(line: string): Grant[] {
  const words = tokenize(line).filter(({ kind, text }) => kind !== 'comment' && text.trim() !== '')
  const verb = words[0]?.text.toUpperCase()
  const on = words.findIndex(({ text }) => text.toUpperCase() === 'ON')
  if ((verb !== 'GRANT' && verb !== 'REVOKE') || on < 0) return []
  const [database, dot, table] = words.slice(on + 1).map(({ text }) => text)
  if (database === undefined || dot !== '.' || table === undefined) return []
  return [
    {
      privileges: privilegesOf(words.slice(1, on).map(({ text }) => text)),
      database: database === '*' ? null : unquoteName(database),
      table: table === '*' ? null : unquoteName(table),
      isRevoked: verb === 'REVOKE',
    },
  ]
}

// Words up to a comma are one privilege; one with a list of columns is no privilege on the table.
function privilegesOf(words: readonly string[]): Set<string> {
  const privileges = new Set<string>()
  let [name, depth, hasColumns] = ['', 0, false]
  for (const word of [...words, ',']) {
    if (word === ',' && depth === 0) {
      if (!hasColumns && name) privileges.add(name)
      name = ''
      hasColumns = false
    } else if (word === '(') {
      depth++
      hasColumns = true
    } else if (word === ')') depth--
    else if (depth === 0) name = `${name} ${word.toUpperCase()}`.trim()
  }
  return privileges
}
