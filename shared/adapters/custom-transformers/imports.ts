import { initSync, parse } from 'es-module-lexer'
import { UsageError } from '../../errors.ts'
import { firstLine } from './without-types.ts'

export interface Import {
  readonly name: string
  /** Where the name stands, without its quotes. */
  readonly start: number
  readonly end: number
}

/** What a module imports, in the order of its text. Throws UsageError for what only a file that stays where it is can do. */
export function importsOf(script: string, file: string): Import[] {
  return lexed(script, file).map(({ n: name, s: start, e: end, d: kind }) => {
    if (kind === -2)
      throw new UsageError(`${file}: import.meta is not there: a transformer runs where its file is not; leave it out.`)
    if (kind > -1 || name === undefined)
      throw new UsageError(`${file}: import() is not there for transformers; import at the top of the file.`)
    return { name, start, end }
  })
}

/** The module with other names in these places. */
export function withImports(script: string, file: string, names: readonly string[]): string {
  const imports = importsOf(script, file)
  return imports.reduceRight((made, { start, end }, at) => made.slice(0, start) + names[at] + made.slice(end), script)
}

function lexed(script: string, file: string) {
  initSync()
  try {
    return parse(script)[0]
  } catch (error) {
    throw new UsageError(`${file}: it is no JavaScript module: ${firstLine((error as Error).message)}.`)
  }
}
