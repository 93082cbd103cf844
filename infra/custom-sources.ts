import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readSources } from '../shared/adapters/custom-transformers/read-sources.ts'
import { customPatterns } from '../shared/config/custom-patterns.ts'
import type { CustomSource } from '../shared/masking/custom/custom-transformer.ts'

/** The two files that stand beside the code, by the names that they have there. */
export function configured({ configFile, policyFile }: { readonly configFile: string; readonly policyFile: string }) {
  return { 'nightmask.yaml': configFile, 'policy.yaml': policyFile }
}

/** The files of transformers that nightmask.yaml names, each as one module that is deployed with it: nothing is left to bundle. Throws UsageError. */
export function customSources(configFile: string): CustomSource[] {
  return readSources(customPatterns(readFileSync(configFile, 'utf8')), dirname(configFile))
}
