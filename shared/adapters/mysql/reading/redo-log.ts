import { hasSnapshot } from '../../../policy/resolving/check-engines.ts'
import type { Wire } from '../wire/wire.ts'

/** InnoDB's own log, which moves with every change: with those too that the binary log does not hold. */
export interface RedoLog {
  /** How much is written in it, as the server counts; asking writes nothing. */
  place(): Promise<string>
}

// Both move with the change. MySQL's Innodb_redo_log_current_lsn does not: it follows tens of milliseconds later.
const counters = "'Innodb_lsn_current', 'Innodb_log_write_requests'"

/**
 * The log by which one sees whether anybody writes to tables of these engines; a clause that says why not, where the server has no such
 * log, does not tell it, or holds rows outside it.
 */
export async function redoLog(wire: Wire, engines: readonly string[]): Promise<RedoLog | string> {
  // Engines without snapshots have no moment, whatever is done.
  const outside = engines.find((engine) => hasSnapshot(engine) && !/^innodb$/i.test(engine))
  if (outside !== undefined) return `tables of ${outside} are not in InnoDB's log`
  const [aurora] = await wire.query("SHOW GLOBAL VARIABLES LIKE 'aurora_version'")
  if (aurora) return "Aurora has no log of InnoDB's that one could watch"
  const [enabled] = await wire.query("SHOW GLOBAL STATUS LIKE 'Innodb_redo_log_enabled'")
  if (enabled && enabled[1] !== 'ON') return "InnoDB's log is switched off on this server"
  const place = async () => {
    const counted = await wire.query(`SHOW GLOBAL STATUS WHERE variable_name IN (${counters})`)
    return counted.map((row) => row.join(' ')).join(', ')
  }
  // A server that has just started and was never written to counts nothing yet.
  return /[1-9]/.test(await place()) ? { place } : 'the server does not count what InnoDB writes in its log'
}
