import { rename, rm, writeFile } from 'node:fs/promises'
import { RunFailedError } from '../../errors.ts'

/** Replaces a file as a whole: a collector that reads meanwhile sees the old or the new text. Throws RunFailedError. */
export async function writeMetrics(file: string, text: string): Promise<void> {
  const next = `${file}.${process.pid}.tmp`
  try {
    await writeFile(next, text, { mode: 0o644 })
    await rename(next, file)
  } catch (error) {
    await rm(next, { force: true }).catch(() => undefined)
    throw new RunFailedError(
      `notify.metrics: ${file} could not be written (${(error as NodeJS.ErrnoException).code ?? 'no reason given'}).`,
    )
  }
}
