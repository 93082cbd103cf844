import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Config, configShape } from '../shared/config/config.ts'
import { UsageError } from '../shared/errors.ts'

/** The files that stand beside the bundle: a night's configuration and policy are those that were deployed. */
export interface Deployed {
  readonly config: Config
  readonly policyText: string
  readonly policyFile: string
}

export function readDeployed(): Deployed {
  const { data: config, error } = configShape.safeParse(parse(readBeside('nightmask.yaml')))
  if (!config) throw new UsageError(`nightmask.yaml: ${error?.issues.map(({ message }) => message).join('; ')}`)
  return { config, policyText: readBeside('policy.yaml'), policyFile: config.policy }
}

function readBeside(name: string): string {
  return readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? import.meta.dirname ?? '.', name), 'utf8')
}
