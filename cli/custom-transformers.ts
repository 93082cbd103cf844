import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readSources } from '../shared/adapters/custom-transformers/read-sources.ts'
import { useSources } from '../shared/adapters/custom-transformers/use-sources.ts'
import type { Config } from '../shared/config/config.ts'
import { customPatterns } from '../shared/config/custom-patterns.ts'
import { defaultConfigFile } from './flags.ts'

/** Makes the transformers known that the configuration names, beside the built-in ones. Throws UsageError for a file that is wrong. */
export async function useTransformers(
  { transformers }: Pick<Config, 'transformers'>,
  { config = defaultConfigFile }: { readonly config?: string },
): Promise<void> {
  await useSources(readSources(transformers, dirname(config)))
}

/** The same for a command that needs nothing else of the configuration, and no configuration at all. */
export async function useTransformersOf(config: string = defaultConfigFile): Promise<void> {
  const text = await readFile(config, 'utf8').catch(() => '')
  await useTransformers({ transformers: [...customPatterns(text)] }, { config })
}
