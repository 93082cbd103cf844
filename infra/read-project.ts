import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '../shared/config/config.ts'
import type { DeployConfig } from '../shared/config/deploy.ts'
import { parseConfig } from '../shared/config/parse-config.ts'
import { listProblems, UsageError } from '../shared/errors.ts'

/** nightmask.yaml with its deploy section, and where its files are. */
export interface Project {
  readonly config: Config
  readonly deploy: DeployConfig
  /** Absolute paths; both files go into every function's asset. */
  readonly configFile: string
  readonly policyFile: string
}

/** Reads the configuration for a deployment; `sandbox` makes network and databases of its own. Throws UsageError with every problem. */
export function readProject(path: string, sandbox: boolean): Project {
  const configFile = resolve(path)
  const config = parseConfig(readConfig(path), path, process.env, {})
  const policyFile = resolve(dirname(configFile), config.policy)
  const problems = [
    ...missing(config, sandbox),
    ...(existsSync(policyFile) ? [] : [`policy: there is no ${policyFile}`]),
  ]
  if (!config.deploy || problems.length > 0) throw new UsageError(listProblems(path, problems))
  return { config, deploy: config.deploy, configFile, policyFile }
}

function readConfig(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`${path}: the configuration cannot be read; -c config=FILE names another.`)
  }
}

function missing(config: Config, sandbox: boolean): string[] {
  const { deploy, source, staging } = config
  if (!deploy) return ['deploy is missing: account, region and what exists there']
  if (sandbox) return []
  return [
    deploy.network ? null : 'deploy.network is missing',
    deploy.source ? null : 'deploy.source is missing',
    deploy.staging ? null : 'deploy.staging is missing',
    source.secret ? null : 'source has to name a secret: on AWS no password is in a file',
    staging.secret ? null : 'staging has to name a secret: on AWS no password is in a file',
    source.mode === 'clone' && !deploy.source?.clone ? 'deploy.source.clone is missing: source.mode is clone' : null,
    sameDatabase(deploy) ? 'deploy.staging names the same database as deploy.source' : null,
  ].filter((problem) => problem !== null)
}

function sameDatabase({ source, staging }: DeployConfig): boolean {
  return source !== undefined && source.cluster === staging?.cluster && source.instance === staging?.instance
}
