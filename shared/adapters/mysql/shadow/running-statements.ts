import { setTimeout } from 'node:timers/promises'
import { listSessions } from '../wire/sessions.ts'
import type { Wire } from '../wire/wire.ts'

/** Waits until the server is no longer at this statement: a client that went away does not end an ALTER, nor a load from S3. */
export async function waitForEnd(wire: Wire, statement: string): Promise<void> {
  while (await isRunning(wire, statement)) await setTimeout(pollSeconds * 1000)
}

const pollSeconds = 2

async function isRunning(wire: Wire, statement: string): Promise<boolean> {
  return (await listSessions(wire, { whole: true })).some((session) => session.statement === statement)
}
