import { serverFlavour } from '../../shared/adapters/mysql/catalog/introspect.ts'
import { neededToRead, neededToWrite } from '../../shared/adapters/mysql/privileges/needed.ts'
import { judgeStagingVariables, passed } from '../../shared/adapters/mysql/reading/judge-server.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { withDatabase } from '../../shared/adapters/mysql/wire/url.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import type { Config } from '../../shared/config/config.ts'
import { NightmaskError } from '../../shared/errors.ts'
import { quoteText } from '../../shared/schema/quote.ts'
import { size } from '../display/quantity.ts'
import { openLive } from '../run/connections.ts'
import { type Endpoint, endpointOf } from '../run/endpoints.ts'
import { checkPrivileges, checkServer, type Diagnosis } from './check-server.ts'

/** Everything that a run needs of production's server; nothing is thrown, what failed is told. */
export async function checkSource(config: Config): Promise<Diagnosis[]> {
  return reaching(endpointOf(config, 'source'), async (wire, database) => {
    const { facts, found } = await checkServer(wire, database)
    const privileges = await checkPrivileges(wire, neededToRead(await serverFlavour(wire), database))
    const binlog = /^(1|on)$/i.test(facts.variables.log_bin ?? '')
    return [
      ...found,
      ...privileges,
      binlog
        ? passed('It keeps a binary log, so the record can say at which position production was read.')
        : { passed: null, sentence: 'It keeps no binary log, so the record says no position.' },
      ...(await roomFor(wire, database)),
    ]
  })
}

/** Everything that a run needs of staging's server. Nothing is changed there. */
export async function checkStaging(config: Config): Promise<Diagnosis[]> {
  return reaching(endpointOf(config, 'staging'), async (wire, database) => {
    const { facts, found } = await checkServer(wire, database)
    const needs = neededToWrite(database, database, config.own.settings.length > 0)
    const loggedPrograms =
      /^(1|on)$/i.test(facts.variables.log_bin ?? '') &&
      !/^(1|on)$/i.test(facts.variables.log_bin_trust_function_creators ?? '')
    const privileges = await checkPrivileges(wire, needs)
    return [
      ...found,
      ...privileges,
      ...judgeStagingVariables(facts),
      loggedPrograms
        ? {
            passed: null,
            sentence:
              'It keeps a binary log and log_bin_trust_function_creators is off: functions and triggers are made by a user with SUPER alone. Set it to 1 when production has any.',
          }
        : passed('Functions and triggers can be made.'),
      // Who may not do what proving does would be told so twice.
      ...(privileges.some(({ passed }) => passed === false) ? [] : [await proof(config, facts.version)]),
    ]
  })
}

/** Asks over a connection to no database: without a right to it, a connection to it would be refused. */
async function reaching(
  { url, database, address }: Endpoint,
  ask: (wire: Wire, database: string) => Promise<Diagnosis[]>,
): Promise<Diagnosis[]> {
  try {
    const wire = await openWire(withDatabase(url, ''), 'plain')
    try {
      return [passed(`${address} answers.`), ...(await ask(wire, database))]
    } finally {
      wire.close()
    }
  } catch (error) {
    if (!(error instanceof NightmaskError)) throw error
    return [{ passed: false, sentence: error.message }]
  }
}

/** Whether staging proves to be staging, as it has to before every run. */
async function proof(config: Config, version: string): Promise<Diagnosis> {
  const live = openLive(config, { nightly: config })
  const nobody = { serverId: '', version, database: '', address: '' }
  try {
    await live.prove(nobody, config.staging.keep_tables)
    return passed('It proves to be staging: it is empty, or nightmask published it.')
  } catch (error) {
    if (!(error instanceof NightmaskError)) throw error
    return { passed: false, sentence: error.message }
  } finally {
    live.close()
  }
}

/** Nothing of a database that is empty, or not seen. */
async function roomFor(wire: Wire, database: string): Promise<Diagnosis[]> {
  const [[bytes] = []] = await wire.query(
    `SELECT COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables WHERE table_schema = ${quoteText(database)}`,
  )
  if (Number(bytes) === 0) return []
  const sentence = `${database} takes ${size(Number(bytes))}. Staging's server needs room for three generations of it, ${size(3 * Number(bytes))}; no server tells over SQL what is free on its disk.`
  return [{ passed: null, sentence }]
}
