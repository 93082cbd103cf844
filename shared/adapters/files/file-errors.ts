import { RunFailedError } from '../../errors.ts'

/** A handler that answers one expected error code with a value and passes everything else on. */
export function unless<Value>(code: string, value: Value): (error: unknown) => Value {
  return (error) => {
    if (codeOf(error) === code) return value
    throw error
  }
}

/** A file error as code and place; other errors, such as those of a stream that is being written, pass as they are. */
export function explain(place: string): (error: unknown) => never {
  return (error) => {
    const code = codeOf(error)
    if (!(error instanceof Error && 'syscall' in error) || !code) throw error
    throw new RunFailedError(
      `${place}: the file system answered ${code}${code === 'ENOSPC' ? ' (the disk is full)' : ''}`,
    )
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
