import { parseDatabaseUrl, withDatabase } from '../../shared/adapters/mysql/wire/url.ts'
import { migrate } from '../../shared/steps/migrate.ts'
import { systemClock } from './clock.ts'
import { endpointOf } from './endpoints.ts'
import { connect, planOf, type Run } from './open-run.ts'
import { runCommand } from './run-command.ts'

/** Runs staging's own migrations on what was verified, where nightmask.yaml names a command for it. */
export async function migrateShadow(run: Run): Promise<void> {
  const { runId, options, stores } = run
  const { migrate: asked } = options.config.own
  if (!asked) return
  const { shadow } = await connect(run)
  run.progress.note(`Running staging.migrate on ${planOf(run).shadow}.`)
  await migrate(
    { runId, outputAt: `${stores.place}/runs/${runId}/notes/migrationOutput.json` },
    () => runCommand(asked.command, environmentOf(run), asked.minutes, options.signal),
    { ...stores, shadow, clock: systemClock },
  )
}

/** This process's environment without what opens production, and the shadow schema as a URL and in parts. */
function environmentOf(run: Run): Record<string, string> {
  const { config } = run.options
  const source = endpointOf(config, 'source').url
  const { password } = parseDatabaseUrl(source)
  const opens = (value: string) => value.includes(source) || (password !== '' && value.includes(password))
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !opens(entry[1]),
  )
  return {
    ...Object.fromEntries(kept),
    ...placeOf(endpointOf(config, 'staging').url, planOf(run).shadow),
    NIGHTMASK_RUN: run.runId,
  }
}

function placeOf(staging: string, shadow: string): Record<string, string> {
  const { host, port, user, password, socketPath, caFile } = parseDatabaseUrl(staging)
  return {
    NIGHTMASK_SHADOW_URL: withDatabase(staging, shadow),
    NIGHTMASK_SHADOW_HOST: host,
    NIGHTMASK_SHADOW_PORT: String(port),
    NIGHTMASK_SHADOW_SOCKET: socketPath ?? '',
    NIGHTMASK_SHADOW_USER: user,
    NIGHTMASK_SHADOW_PASSWORD: password,
    NIGHTMASK_SHADOW_DATABASE: shadow,
    NIGHTMASK_SHADOW_SSL_CA: caFile ?? '',
  }
}
