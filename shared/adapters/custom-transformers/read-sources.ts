import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { UsageError } from '../../errors.ts'
import type { CustomSource } from '../../masking/custom/custom-transformer.ts'
import { importsOf, withImports } from './imports.ts'
import { apiModule, dataUrl } from './modules.ts'
import { withoutTypes } from './without-types.ts'

/**
 * The files that the patterns name, relative to `folder`, each as one module that needs nothing beside it: so threads, Lambdas and the
 * task evaluate what was read here, and no bundler is needed. Throws UsageError, in one sentence, for a file that cannot be used.
 */
export function readSources(patterns: readonly string[], folder: string): CustomSource[] {
  const files = new Set(patterns.flatMap((pattern) => filesOf(pattern, folder)))
  return [...files].map((path) => readSource(path, folder))
}

function filesOf(pattern: string, folder: string): string[] {
  const found = globSync(isAbsolute(pattern) ? pattern : join(folder, pattern))
    .filter((path) => !/\.(d|test|spec)\.[cm]?ts$/.test(path))
    .map((path) => resolve(path))
    .sort()
  if (found.length > 0) return found
  throw new UsageError(`transformers: ${pattern} names no file in ${folder}; name one, such as ./masks/plate.ts.`)
}

function readSource(path: string, folder: string): CustomSource {
  const hash = createHash('sha256')
  const read = (file: string, within: readonly string[]): string => {
    const told = relative(folder, file)
    if (within.includes(file))
      throw new UsageError(`${told}: it imports itself, over other files; put what both need into a third one.`)
    const text = readText(file, told)
    hash.update(text)
    const script = withoutTypes(text, told)
    const urls = importsOf(script, told).map(({ name }) => {
      if (name === 'nightmask/transformer') return apiModule
      if (name.startsWith('node:')) return name
      if (/^\.{1,2}\//.test(name)) return dataUrl(read(resolve(dirname(file), name), [...within, file]))
      throw new UsageError(
        `${told}: it imports ${name}, which is not deployed with it; files beside it, node: modules and nightmask/transformer are.`,
      )
    })
    return withImports(script, told, urls)
  }
  const code = read(path, [])
  return { file: relative(folder, path), digest: hash.digest('hex'), code }
}

function readText(path: string, told: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${told}: it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'}).`)
  }
}
