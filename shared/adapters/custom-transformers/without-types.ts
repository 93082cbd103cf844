import { stripTypeScriptTypes } from 'node:module'
import { UsageError } from '../../errors.ts'

/** TypeScript as JavaScript, every line where it was. Throws UsageError for what is no TypeScript, or has more than types to erase. */
export function withoutTypes(text: string, file: string): string {
  if (!/\.[cm]?ts$/.test(file)) return text
  const { emitWarning } = process
  // Node says that the function is experimental: nothing that a reader of our output can do anything about.
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(text)
  } catch (error) {
    const { message } = error as Error
    throw new UsageError(
      `${file}: it is no TypeScript that Node can run as it is: ${firstLine(message)} (no enum, namespace or decorator).`,
    )
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Messages go on with an excerpt over several lines. */
export function firstLine(message: string): string {
  return message
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '')!
    .replace(/\.$/, '')
}
