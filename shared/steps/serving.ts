import type { Serves } from '../audit/record.ts'
import type { ServerIdentity } from '../policy/plan.ts'
import type { Ports, Serving } from '../ports.ts'

/** Staging as it was seen at one moment. */
export interface Seen {
  readonly staging: ServerIdentity
  readonly serves: Serves
}

/** Looks at what staging serves, and changes nothing. */
export async function serving({ live, clock }: Pick<Ports, 'live' | 'clock'>): Promise<Seen> {
  const seen = await live.serves()
  return { staging: seen.staging, serves: servesOf(seen, clock.now()) }
}

/** What was read of staging, for a record. What a generation lacks is told only where it lacks something. */
export function servesOf({ runId, whole, missing }: Serving, readAt: Date): Serves {
  return { runId, readAt: readAt.toISOString(), ...(whole ? {} : { missing: [...missing] }) }
}
