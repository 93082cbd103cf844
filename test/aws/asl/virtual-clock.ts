interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Time that passes at once when nothing real is under way: a night of waits takes no second. */
export class VirtualClock {
  #now: number
  #busy = 0
  #sleepers: Sleeper[] = []

  constructor(start = new Date()) {
    this.#now = start.getTime()
  }

  now(): Date {
    return new Date(this.#now)
  }

  /** Time stands still while real work goes on. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.#busy++
    try {
      return await work
    } finally {
      this.#busy--
      this.#tick()
    }
  }

  /** Resolves when so much time has passed; rejects when the signal says so. */
  sleep(seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal.reason)
      }
      const sleeper: Sleeper = {
        at: this.#now + seconds * 1000,
        wake: () => {
          signal.removeEventListener('abort', abort)
          resolve()
        },
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#sleepers.push(sleeper)
      this.#tick()
    })
  }

  // Promises that are ready run before an immediate: whoever still has something to do has done it, or is busy.
  #tick(): void {
    setImmediate(() => {
      if (this.#busy > 0 || this.#sleepers.length === 0) return
      const next = this.#sleepers.reduce((first, other) => (other.at < first.at ? other : first))
      this.#sleepers = this.#sleepers.filter((other) => other !== next)
      this.#now = Math.max(this.#now, next.at)
      next.wake()
      this.#tick()
    })
  }
}
