/** Work waits here until a lane is free: first come, first served, except that `ahead` goes before. */
export class Lanes<Lane> {
  readonly #free: Lane[]
  readonly #waiting: ((lane: Lane) => void)[] = []

  constructor(lanes: readonly Lane[]) {
    this.#free = [...lanes]
  }

  async use<Result>(work: (lane: Lane) => Promise<Result>, ahead = false): Promise<Result> {
    const lane = await this.#take(ahead)
    try {
      return await work(lane)
    } finally {
      this.#give(lane)
    }
  }

  #take(ahead: boolean): Promise<Lane> {
    const lane = this.#free.pop()
    if (lane !== undefined) return Promise.resolve(lane)
    return new Promise((resolve) => (ahead ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve)))
  }

  #give(lane: Lane): void {
    const next = this.#waiting.shift()
    if (next) next(lane)
    else this.#free.push(lane)
  }
}
