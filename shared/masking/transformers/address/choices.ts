/** What faker chooses by: xorshift (Marsaglia, 2003), begun anew for each part of a whole, so that no part depends on another. */
export class Choices {
  #state = 1

  begin(seed: number, attempt: number, part: string): void {
    let state = seed ^ Math.imul(attempt + 1, 0x9e3779b1)
    for (const sign of part) state = Math.imul(state ^ sign.charCodeAt(0), 0x01000193)
    this.#state = state || 1
    // Seeds that are alike begin alike.
    for (let n = 0; n < 8; n++) this.next()
  }

  /** In [0, 1). */
  next(): number {
    let state = this.#state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.#state = state
    return (state >>> 0) * 2 ** -32
  }

  /** In [0, bound). */
  int(bound: number): number {
    return Math.floor(this.next() * bound)
  }
}
