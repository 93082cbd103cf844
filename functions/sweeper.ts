import { dropOldShadows } from '../shared/adapters/mysql/shadow/old-shadows.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import type { Closing } from './closing.ts'
import { stagingUrl } from './databases.ts'
import { setting } from './environment.ts'

const dayMilliseconds = 86_400_000

/** Drops what runs of yesterday and before have left on the staging server; returns the schemas. */
export async function stagingSweeper(_: object, closing: Closing): Promise<() => Promise<string[]>> {
  const wire = closing.add(await openWire(await stagingUrl(null), 'plain'))
  return () => dropOldShadows(wire, setting('STAGING_DATABASE'), new Date(Date.now() - dayMilliseconds))
}
