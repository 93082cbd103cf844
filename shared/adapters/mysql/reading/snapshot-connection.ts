import type { Wire } from '../wire/wire.ts'

/** What a connection runs to begin. */
export const beginSnapshotSql = 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY'

/** What a connection to the source is, for whoever opens a snapshot over several. */
export interface Reached {
  /** The server itself: behind one address there may be several. */
  readonly server: string
  /** By which another connection can end this one. */
  readonly connectionId: string
  /** Whether the locks on a table's definition end with each read, or with the snapshot. */
  readonly letsGo: boolean
}

/** One connection's part in the snapshot of the source. */
export class SnapshotConnection {
  readonly #wire: Wire
  #reached: Promise<Reached> | null = null

  constructor(wire: Wire) {
    this.#wire = wire
  }

  reach(): Promise<Reached> {
    this.#reached ??= reach(this.#wire)
    return this.#reached
  }

  async begin(): Promise<void> {
    await this.#wire.execute(beginSnapshotSql)
    if ((await this.reach()).letsGo) await this.#wire.execute(`SAVEPOINT ${savepoint}`)
  }

  /** Ends the transaction, before another try or when everything was read. */
  async end(): Promise<void> {
    await this.#wire.execute('ROLLBACK')
  }

  /** After each read: whoever wants to ALTER the table need not wait for the end of the snapshot. */
  async letGo(): Promise<void> {
    if ((await this.reach()).letsGo) await this.#wire.execute(`ROLLBACK TO SAVEPOINT ${savepoint}`)
  }
}

const savepoint = 'nightmask'

/**
 * To return to a savepoint gives up the metadata locks taken since, and keeps the snapshot. MariaDB keeps them where it writes a
 * binary log.
 */
async function reach(wire: Wire): Promise<Reached> {
  const [[version, binaryLog, connectionId, ...server] = []] = await wire.query(
    'SELECT VERSION(), @@global.log_bin, CONNECTION_ID(), @@global.hostname, @@global.port, @@global.server_id, @@global.datadir',
  )
  return {
    server: server.join(' '),
    connectionId: connectionId ?? '',
    letsGo: !/mariadb/i.test(version ?? '') || binaryLog === '0',
  }
}
