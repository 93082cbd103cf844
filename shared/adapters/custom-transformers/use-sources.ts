import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../errors.ts'
import { checkExports } from '../../masking/custom/check-exports.ts'
import type { CustomSource } from '../../masking/custom/custom-transformer.ts'
import { useCustom } from '../../masking/transformers/index.ts'
import { dataUrl } from './modules.ts'
import { firstLine } from './without-types.ts'

type Exported = Readonly<Record<string, unknown>>

/** Makes the transformers of these files known in this thread, and no others. Throws UsageError, in one sentence, for a file that is wrong. */
export async function useSources(sources: readonly CustomSource[]): Promise<void> {
  const files = []
  for (const source of sources) {
    const exported: Exported = await import(dataUrl(source.code)).catch((error) => refuse(source, error))
    files.push(checkExports(source, exported))
  }
  useCustom(files)
}

/** The same at once, for constructs of the CDK, which wait for nothing. */
export function useSourcesNow(sources: readonly CustomSource[]): void {
  useCustom(sources.map((source) => checkExports(source, evaluateNow(source))))
}

function evaluateNow(source: CustomSource): Exported {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-transformers-'))
  const file = join(folder, 'module.mjs')
  try {
    writeFileSync(file, source.code)
    return createRequire(import.meta.url)(file)
  } catch (error) {
    return refuse(source, error)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function refuse({ file }: CustomSource, error: unknown): never {
  // What stands in an address is the whole module.
  const message = error instanceof Error ? `: ${firstLine(error.message).replaceAll(/'data:[^']*'/g, 'one')}` : ''
  throw new UsageError(`${file}: it cannot be loaded${message}.`)
}
