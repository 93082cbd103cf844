import { setTimeout as pause } from 'node:timers/promises'
import { connectTo, sql } from './sql.ts'

const everyMilliseconds = 100
const mostSeconds = 20

export interface Waited {
  /** Milliseconds in which it stood behind somebody's lock; what the server's own work took is not in it. */
  readonly milliseconds: number
  readonly done: boolean
}

/** Runs a statement as production's own people would, and watches how long it is made to wait. */
export async function runInProduction(url: string, statement: string): Promise<Waited> {
  const connection = await connectTo(url)
  let going = true
  let milliseconds = 0
  const watched = (async () => {
    while (going) {
      const threads = await sql(url, 'SHOW PROCESSLIST').catch(() => [])
      const [, , , , , , state] = threads.find(([id]) => id === `${connection.threadId}`) ?? []
      if (state && /^Waiting for table/i.test(state)) milliseconds += everyMilliseconds
      await pause(everyMilliseconds)
    }
  })()
  try {
    await connection.query(`SET SESSION lock_wait_timeout = ${mostSeconds}`)
    await connection.query(statement)
    return { milliseconds, done: true }
  } catch {
    return { milliseconds, done: false }
  } finally {
    going = false
    await watched
    connection.destroy()
  }
}
