import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../shared/config/config.ts'
import { parseConfig } from '../shared/config/parse-config.ts'

/** The files that stand beside the bundle: a night's configuration and policy are those that were deployed. */
export interface Deployed {
  readonly config: Config
  readonly policyText: string
  readonly policyFile: string
}

export function readDeployed(): Deployed {
  const config = parseConfig(readBeside('nightmask.yaml'), 'nightmask.yaml', process.env, {})
  return { config, policyText: readBeside('policy.yaml'), policyFile: config.policy }
}

function readBeside(name: string): string {
  return readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? import.meta.dirname ?? '.', name), 'utf8')
}
