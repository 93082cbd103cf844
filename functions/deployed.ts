import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from '../shared/adapters/remembered.ts'
import type { Config } from '../shared/config/config.ts'
import { parseConfig } from '../shared/config/parse-config.ts'

/** The files that stand beside the bundle: a night's configuration and policy are those that were deployed. */
export interface Deployed {
  readonly config: Config
  readonly policyText: string
  readonly policyFile: string
}

/** Makes the transformers known that were deployed; where there are none, nothing of all this is loaded. */
export const useDeployedTransformers = once(async () => {
  if (!existsSync(besides(customFile))) return
  const { useSources } = await import('../shared/adapters/custom-transformers/use-sources.ts')
  await useSources(JSON.parse(readBeside(customFile)))
})

const customFile = 'transformers.json'

export function readDeployed(): Deployed {
  const config = parseConfig(readBeside('nightmask.yaml'), 'nightmask.yaml', process.env, {})
  return { config, policyText: readBeside('policy.yaml'), policyFile: config.policy }
}

function readBeside(name: string): string {
  return readFileSync(besides(name), 'utf8')
}

function besides(name: string): string {
  return join(process.env.LAMBDA_TASK_ROOT ?? import.meta.dirname ?? '.', name)
}
