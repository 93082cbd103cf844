import { join } from 'node:path'

export interface BenchRun {
  /** `--source` and `--staging` with their URLs. */
  readonly urls: readonly string[]
  /** Where the key is, and the artifacts. */
  readonly folder: string
  readonly policy: string
  /** Of the folder of artifacts. */
  readonly artifacts?: string
  readonly workers?: string
}

/** What a bench gives the command for a night whose record it reads. */
export function runArguments({ urls, folder, policy, artifacts = 'artifacts', workers }: BenchRun): string[] {
  const files = ['--policy', policy, '--artifacts', join(folder, artifacts), '--key-file', join(folder, 'key')]
  return ['run', ...urls, ...files, ...(workers ? ['--workers', workers] : []), '--json']
}
