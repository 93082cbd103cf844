import type { Wire } from './wire.ts'

/** A connection of the server, as far as whoever asks may see it: everybody may see his own. */
export interface Session {
  readonly id: string
  readonly host: string
  readonly command: string
  readonly state: string
  /** Of the statement that it runs the first hundred characters, or all of it where it is asked for whole; null for none. */
  readonly statement: string | null
}

/** By SHOW: MySQL's information_schema.processlist fails while anybody runs a statement with a character of four bytes. */
export async function listSessions(wire: Wire, { whole = false } = {}): Promise<Session[]> {
  const rows = await wire.query(`SHOW ${whole ? 'FULL ' : ''}PROCESSLIST`)
  // Id, User, Host, db, Command, Time, State, Info.
  return rows.map(([id, , host, , command, , state, statement]) => ({
    ...{ id: id ?? '', host: host ?? '', command: command ?? '', state: state ?? '' },
    statement: statement ?? null,
  }))
}
