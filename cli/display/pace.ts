import { count, duration, plural, size } from './quantity.ts'

/** How far one step is and how fast it goes. Time comes from the outside, in milliseconds. */
export class Pace {
  readonly #startedAt: number
  readonly #totalRows: number | null
  rows = 0
  bytes = 0

  constructor(startedAt: number, totalRows: number | null) {
    this.#startedAt = startedAt
    this.#totalRows = totalRows
  }

  advance(rows: number, bytes: number): void {
    this.rows += rows
    this.bytes += bytes
  }

  /** Between 0 and 1; null when nothing is counted. The total is an estimate, so 1 is reached at the end only. */
  get fraction(): number | null {
    return this.#totalRows ? Math.min(0.99, this.rows / this.#totalRows) : null
  }

  seconds(now: number): number {
    return (now - this.#startedAt) / 1000
  }

  /** `52 % · 1,200,000 rows · 210,000 rows/s · 9 s left`, as much of it as is known; else the time that passed. */
  describe(now: number): string {
    const seconds = this.seconds(now)
    const { fraction } = this
    if (this.rows === 0) return fraction === null ? duration(seconds) : `0 % · ${duration(seconds)}`
    const secondsLeft = fraction === null || seconds < 2 ? 0 : (seconds / fraction) * (1 - fraction)
    const parts = [
      fraction === null ? null : `${Math.floor(fraction * 100)} %`,
      plural(this.rows, 'row'),
      seconds > 0.5 ? `${count(this.rows / seconds)} rows/s` : null,
      secondsLeft >= 1 ? `${duration(secondsLeft)} left` : null,
    ]
    return parts.filter((part) => part !== null).join(' · ')
  }

  /** Cells of the line at the step's end: rows, bytes, rate, seconds. */
  totals(now: number): [rows: string, bytes: string, rate: string, seconds: string] {
    const seconds = this.seconds(now)
    const counted = this.rows > 0
    return [
      counted ? plural(this.rows, 'row') : '',
      this.bytes > 0 ? size(this.bytes) : '',
      counted && seconds > 0.5 ? `${count(this.rows / seconds)} rows/s` : '',
      duration(seconds),
    ]
  }
}
