import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { useSourcesNow } from '../shared/adapters/custom-transformers/use-sources.ts'
import { type Config, defaultPolicy } from '../shared/config/config.ts'
import type { DeployConfig } from '../shared/config/deploy.ts'
import { parseConfig } from '../shared/config/parse-config.ts'
import { UsageError } from '../shared/errors.ts'
import { transformers } from '../shared/masking/transformers/index.ts'
import { parsePolicy } from '../shared/policy/file/parse-policy.ts'
import { lineOf, type Placed, plainValue } from '../shared/policy/file/placed-yaml.ts'
import type { Problem } from '../shared/policy/file/problems.ts'
import { customSources } from './custom-sources.ts'

/** nightmask.yaml with its deploy section, and where its files are. */
export interface Project {
  readonly config: Config
  readonly deploy: DeployConfig
  /** Absolute paths; both files go into every function's asset. */
  readonly configFile: string
  readonly policyFile: string
}

/**
 * Reads the configuration for a deployment; `sandbox` makes network and databases of its own. Throws UsageError with every problem of the
 * file, then of its policy: a misspelt rule is known now and not in the night.
 */
export function readProject(path: string, sandbox: boolean): Project {
  const { config, ...files } = readConfiguration(path, (file) => demandDeployed(file, sandbox))
  return { config, deploy: config.deploy!, ...files }
}

/** The same without a deploy section: for who says in another way what is to be deployed. */
export function readConfiguration(
  path: string,
  demands: (file: Loose) => Demand[] = () => [],
): Omit<Project, 'deploy'> {
  const configFile = resolve(path)
  const besides = (policy: string) => resolve(dirname(configFile), policy)
  const text = read(path, `${path}: the configuration cannot be read; -c config=FILE names another.`)
  const config = parseConfig(text, path, process.env, {}, ['source', 'staging'], (laid) => {
    const file = plainValue(laid) as Loose
    return [...demandPolicy(file, besides), ...demands(file)].map(({ at, text }) => problemAt(laid, at, text))
  })
  const policyFile = besides(config.policy)
  useSourcesNow(customSources(configFile))
  parsePolicy(read(policyFile, `${policyFile}: the policy cannot be read.`), config.policy, transformers)
  return { config, configFile, policyFile }
}

/** What does the work of a night. Over one connection, in one Lambda, a live night has a quarter of an hour. */
export function engineOf({ config, deploy }: Pick<Project, 'config' | 'deploy'>): 'lambda' | 'task' {
  return deploy.engine ?? (config.source.mode === 'live' ? 'task' : 'lambda')
}

function read(path: string, refusal: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(refusal)
  }
}

/** What the file holds before anybody knows that it has the right shape. */
type Loose = { readonly [key: string]: Loose } | null | undefined

interface Demand {
  readonly at: string
  readonly text: string
}

function demandPolicy(file: Loose, besides: (policy: string) => string): Demand[] {
  const policy = typeof file?.policy === 'string' ? file.policy : defaultPolicy
  return existsSync(besides(policy)) ? [] : [{ at: 'policy', text: `policy: there is no ${besides(policy)}` }]
}

function demandDeployed(file: Loose, sandbox: boolean): Demand[] {
  if (!file?.deploy) return [{ at: '', text: 'deploy is missing: account, region and what exists there' }]
  return sandbox ? [] : demandExisting(file, file.deploy).filter((entry) => entry !== null)
}

function demandExisting({ source, staging }: NonNullable<Loose>, deploy: NonNullable<Loose>): (Demand | null)[] {
  const named = ['network', 'source', 'staging'].map((part) =>
    deploy[part] ? null : { at: 'deploy', text: `deploy.${part} is missing` },
  )
  const secrets = [
    ['source', source],
    ['staging', staging],
  ] as const
  return [
    ...named,
    ...secrets.map(([side, endpoint]) =>
      endpoint?.secret ? null : { at: side, text: `${side} has to name a secret: on AWS no password is in a file` },
    ),
    deploy.share && !deploy.staging?.cluster && !deploy.staging?.instance
      ? {
          at: 'deploy.share',
          text: 'deploy.share needs deploy.staging.cluster or deploy.staging.instance, of this account',
        }
      : null,
    staging?.migrate && engineOfLoose(source, deploy) !== 'task'
      ? {
          at: 'staging.migrate',
          text: 'staging.migrate runs a command, which functions do not: set deploy.engine: task, or leave it out',
        }
      : null,
    String(deploy.staging?.load) === 's3' && engineOfLoose(source, deploy) === 'task'
      ? {
          at: 'deploy.staging',
          text: 'deploy.staging.load: s3 is what functions do, and nights are the work of a task here: leave it out, or set deploy.engine: lambda',
        }
      : null,
    isForeign(staging?.secret, deploy.account) && !deploy.secret_keys
      ? {
          at: 'staging',
          text: "staging.secret is in another account: deploy.secret_keys has to name its key, since the account's own key opens nothing for others",
        }
      : null,
    isSameDatabase(deploy)
      ? { at: 'deploy.staging', text: 'deploy.staging names the same database as deploy.source' }
      : null,
  ]
}

function engineOfLoose(source: Loose, deploy: NonNullable<Loose>): unknown {
  return deploy.engine ?? (String(source?.mode) === 'clone' ? 'lambda' : 'task')
}

/** Whether a secret, named by its ARN (arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME), is of another account. */
export function isForeign(secret: unknown, account: unknown): boolean {
  const [arn, , , , owner] = String(secret).split(':')
  return arn === 'arn' && owner !== String(account)
}

function isSameDatabase({ source, staging }: NonNullable<Loose>): boolean {
  const named = source?.cluster ?? source?.instance
  return Boolean(named) && source?.cluster === staging?.cluster && source?.instance === staging?.instance
}

function problemAt(laid: Placed, at: string, text: string): Problem {
  return { line: at === '' ? null : lineOf(laid, at.split('.')), text }
}
