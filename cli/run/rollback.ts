import { openWire } from '../../shared/adapters/mysql/connect.ts'
import { createLive } from '../../shared/adapters/mysql/live.ts'
import type { Config } from '../../shared/config/config.ts'
import type { Publication } from '../../shared/ports.ts'
import type { Progress } from '../progress.ts'
import { endpointOf } from './endpoints.ts'

/** Publishes the previous generation again. */
export async function rollbackRun({ config }: { config: Config }, progress: Progress): Promise<Publication> {
  progress.step('publish', null)
  const { url, database, address } = endpointOf(config, 'staging')
  const wire = await openWire(url, 'plain', { multiStatements: true })
  try {
    return await createLive(wire, database, address, config.staging.keep_tables).rollback()
  } finally {
    wire.close()
  }
}
