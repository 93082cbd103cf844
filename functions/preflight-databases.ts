import { type Ability, probeStaging } from '../shared/adapters/mysql/publishing/probe-staging.ts'
import { judgeStagingVariables, passed } from '../shared/adapters/mysql/reading/judge-server.ts'
import { probeServer } from '../shared/adapters/mysql/reading/probe-server.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import type { Closing } from './closing.ts'
import { openLive, openSource, stagingUrl } from './databases.ts'
import { readDeployed } from './deployed.ts'
import { setting } from './environment.ts'
import type { PreflightEvent } from './events.ts'
import type { Told } from './preflight.ts'

/** Connects as every reader does; one of them looks at all tables too. */
export async function checkSource(
  name: string,
  { source }: PreflightEvent['preflight'],
  closing: Closing,
): Promise<Told[]> {
  if (!source)
    return [
      { passed: null, sentence: 'Functions reach a clone and not production: the login of the first clone shows it.' },
    ]
  const { config } = readDeployed()
  const opened = await openSource(source, config, closing)
  const { version } = await opened.source.identity()
  const answered = passed(`The source answers as ${version}, and a snapshot was opened.`)
  if (name !== 'identify') return [answered]
  const { tables, programs } = await opened.source.introspect()
  return [
    answered,
    passed(`The reader sees ${tables.length} tables and ${programs.length} views, routines, triggers and events.`),
  ]
}

/** Connects as every writer does; one of them looks at the server's variables, and does once what a night does. */
export async function checkStaging(name: string, closing: Closing): Promise<Told[]> {
  const wire = closing.add(await openWire(await stagingUrl(null), 'staging'))
  const facts = await probeServer(wire)
  const encrypted = facts.cipher ? `over TLS (${facts.cipher})` : 'without TLS, since it is on this machine'
  const answered = passed(`Staging answers as ${facts.version}, ${encrypted}.`)
  if (name !== 'prove') return [answered]
  const { config } = readDeployed()
  const live = await openLive(null, config, closing)
  // Whoever the source is, it is not nobody: all other proofs are looked for.
  const nobody = { serverId: '', version: facts.version, database: '', address: '' }
  await live.prove(nobody, config.staging.keep_tables)
  const updates = config.own.settings.some(({ empty }) => !empty)
  const abilities = await probeStaging(wire, setting('STAGING_DATABASE'), { updates })
  return [
    answered,
    passed('It proved that it is staging.'),
    ...judgeStagingVariables(facts),
    ...abilities.flatMap(refusalOf),
    summaryOf(abilities),
    ...(config.own.migrate ? [unknownNeeds] : []),
  ]
}

const unknownNeeds: Told = {
  passed: null,
  sentence: 'Not checked: what the command of staging.migrate needs beyond it; nightmask does not know its statements.',
}

function refusalOf({ what, errno }: Ability): Told[] {
  if (errno === null) return []
  const remedy =
    errno === binaryLogging
      ? 'set log_bin_trust_function_creators = 1 in its parameter group'
      : 'docs/operations.md, section 3, has the grants'
  return [{ passed: false, sentence: `The writer cannot ${what} (error ${errno}): ${remedy}.` }]
}

const binaryLogging = 1419

function summaryOf(abilities: readonly Ability[]): Told {
  const done = abilities.filter(({ errno }) => errno === null).length
  return {
    passed: done === abilities.length,
    sentence: `The writer did ${done} of the ${abilities.length} things that a night does, in schemas of its own that are gone again.`,
  }
}
