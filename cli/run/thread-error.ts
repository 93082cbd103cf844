import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FailureKind, NightmaskError } from '../../shared/errors.ts'

/** A failure as it crosses the thread boundary: only what nightmask itself wrote, never a foreign message. */
export interface ThreadError {
  readonly kind: FailureKind
  readonly message: string
}

/** Foreign errors are reduced to their class and code: their messages may quote values. */
export function packError(error: unknown): ThreadError {
  if (error instanceof NightmaskError) return { kind: error.kind, message: error.message }
  return { kind: 'failed', message: describeForeignError(error) }
}

export function reviveError(error: ThreadError): NightmaskError {
  return new NightmaskError(error.kind, error.message)
}

/** `unexpected TypeError (ERR_X) at row-masker.ts:120`: class, code and place, without the message. */
export function describeForeignError(error: unknown): string {
  if (!(error instanceof Error)) return 'an unexpected failure without a description'
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  const place = placeOf(error)
  return `unexpected ${error.name}${code}${place ? ` at ${place}` : ''}; this is a fault of nightmask, please report it with this line`
}

function placeOf({ stack }: Error): string | null {
  const first = stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? ''
  const [, file, line, column] = /((?:file:\/\/)?[^\s()]+\.[jt]s):(\d+):(\d+)/.exec(first) ?? []
  if (file === undefined) return null
  const inSources = placeInSources(file, Number(line), Number(column))
  return inSources ?? `${basename(file)}:${line}`
}

/** Null for what was not bundled: the map of a bundled file stands beside it. */
function placeInSources(file: string, line: number, column: number): string | null {
  const map = `${file.startsWith('file:') ? fileURLToPath(file) : file}.map`
  if (!existsSync(map)) return null
  const entry = new SourceMap(JSON.parse(readFileSync(map, 'utf8'))).findEntry(line - 1, column - 1)
  return 'originalSource' in entry ? `${basename(entry.originalSource)}:${entry.originalLine + 1}` : null
}
