import { RunFailedError, UsageError } from '../errors.ts'
import type { SubsetLimits } from './request.ts'

/** Counts rows and time against the limits. */
export class Meter {
  rows = 0
  readonly #limits: SubsetLimits
  readonly #started: number

  constructor(limits: SubsetLimits) {
    this.#limits = limits
    this.#started = limits.now()
  }

  /** Counts a row; `soFar` says what there is, for the refusal. */
  add(soFar: () => string): void {
    if (++this.rows > this.maxRows) this.refuse(soFar())
  }

  get maxRows(): number {
    return this.#limits.maxRows
  }

  refuse(soFar: string): never {
    throw new UsageError(
      `dataset: more than ${count(this.maxRows)} rows (${soFar}); ask for fewer by where, limit or percent, follow fewer children, or raise max_rows.`,
    )
  }

  /** Throws when the time is up. */
  check(): void {
    if (this.seconds <= this.#limits.maxSeconds) return
    throw new RunFailedError(
      `dataset: not found within ${count(this.#limits.maxSeconds)} seconds; ask for fewer rows, give where an index, or raise max_seconds.`,
    )
  }

  get seconds(): number {
    return (this.#limits.now() - this.#started) / 1000
  }
}

/** `1,234`, in every locale. */
export function count(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
}
