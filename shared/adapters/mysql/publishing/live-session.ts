import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, RunFailedError } from '../../../errors.ts'
import { isSameStart } from '../../../policy/generation.ts'
import { serverStart } from '../reading/server-start.ts'
import { listSessions } from '../wire/sessions.ts'
import type { Wire } from '../wire/wire.ts'
import { lockedError, takeStagingLock } from './staging-lock.ts'

const pollMilliseconds = 20
/** For a server that starts again. */
const restartSeconds = 60
/** A swap is a matter of seconds, and waits for readers 8 s at a time. */
const endSeconds = 90
const mostConnections = 3

/** A session of the server that can be recognised again, also after the server was restarted and counts from one. */
interface SessionMark {
  readonly id: string
  readonly host: string
  readonly serverStart: number
}

/**
 * The connection that changes staging. When it is lost it is opened again, and what the lost one was at has then ended: the server
 * finishes a statement whose client is gone, so nothing is read before that.
 */
export class LiveSession {
  readonly #open: () => Promise<Wire>
  readonly #database: string
  #wire: Wire | null = null
  #standby: Wire | null = null
  #mark: SessionMark | null = null
  #locked = false
  /** The server was waited for in vain: whoever asks next is told at once whether it is there. */
  #isGone = false
  readonly #reconnectSeconds: number

  constructor(open: () => Promise<Wire>, database: string, reconnectSeconds = restartSeconds) {
    this.#open = open
    this.#database = database
    this.#reconnectSeconds = reconnectSeconds
  }

  /** A connection that answers. Throws what opening throws when the server cannot be reached for a minute; that is waited for once. */
  async wire(): Promise<Wire> {
    if (this.#wire && (await answers(this.#wire))) return this.#wire
    const lost = this.#mark
    const wire = lost ? await this.#reopen() : await this.#open()
    this.#wire = wire
    if (lost) await untilEnded(wire, lost)
    this.#mark = await markOf(wire)
    if (this.#locked && !(await takeStagingLock(wire, this.#database))) throw lockedError(this.#database, null, null)
    return wire
  }

  /** Work that may be done again: it is, over a new connection, when the one that it had was lost meanwhile. */
  async steadily<Result>(work: (wire: Wire) => Promise<Result>): Promise<Result> {
    for (let connections = 1; ; connections++) {
      const wire = await this.wire()
      try {
        return await work(wire)
      } catch (error) {
        if (connections === mostConnections || (await answers(wire))) throw error
      }
    }
  }

  /** Opens the connection that takes the place of one that is lost: then nothing has to be waited for but the server. */
  async prepare(): Promise<void> {
    if (!this.#standby || !(await answers(this.#standby))) this.#standby = await this.#open()
  }

  /** Takes the staging lock, now and whenever the connection is opened again; false when another connection has it. */
  async lock(waitSeconds = 0): Promise<boolean> {
    this.#locked ||= await takeStagingLock(await this.wire(), this.#database, waitSeconds)
    return this.#locked
  }

  close(): void {
    this.#wire?.close()
    this.#standby?.close()
  }

  async #reopen(): Promise<Wire> {
    const standby = this.#standby
    this.#standby = null
    if (standby && (await answers(standby))) return standby
    const end = performance.now() + this.#reconnectSeconds * 1000
    for (;;)
      try {
        const wire = await this.#open()
        this.#isGone = false
        return wire
      } catch (error) {
        this.#isGone ||= performance.now() > end
        if (this.#isGone) throw error
        await pause(pollMilliseconds * 25)
      }
  }
}

async function answers(wire: Wire): Promise<boolean> {
  return wire.query('SELECT 1').then(
    () => true,
    () => false,
  )
}

async function markOf(wire: Wire): Promise<SessionMark> {
  const [[id] = []] = await wire.query('SELECT CONNECTION_ID()')
  const own = (await listSessions(wire)).find((session) => session.id === id)
  return { id: id ?? '', host: own?.host ?? '', serverStart: await serverStart(wire) }
}

/** Waits until a lost session is gone. One that sleeps is ended: nobody will ask it for anything any more. */
async function untilEnded(wire: Wire, lost: SessionMark): Promise<void> {
  if (!isSameStart(await serverStart(wire), lost.serverStart)) return
  const started = performance.now()
  for (;;) {
    const session = (await listSessions(wire)).find(({ id, host }) => id === lost.id && host === lost.host)
    if (!session) return
    const seconds = (performance.now() - started) / 1000
    if (seconds > endSeconds * 2)
      throw new RunFailedError(
        `The connection ${lost.id} was lost, and the server does not end what it was at; end it there: KILL ${lost.id}.`,
      )
    if (session.command === 'Sleep' || seconds > endSeconds) await wire.execute(`KILL ${lost.id}`).catch(ignoreRefusal)
    await pause(pollMilliseconds)
  }
}

// It has ended by itself meanwhile.
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DatabaseError)) throw error
}
