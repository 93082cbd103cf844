const mostAttempts = 15
/** Where a tenth of all numbers are real, one in a thousand millions finds no partner in so many steps; where all are, half of them are made. */
const mostSteps = 31

/** Attempts at a fake: makes the nth, and says whether it is free or holds a real value. */
export type Attempt = (n: number) => boolean

/** Other draws, of which the first that is free is taken. Returns how many were made; `settled` is false when none was free. */
export function drawAgain(attempt: Attempt): Redraw {
  for (let n = 1; n <= mostAttempts; n++) if (attempt(n)) return { redrawn: n, settled: true }
  return { redrawn: mostAttempts, settled: false }
}

/**
 * The same for a permutation whose nth attempts lie n + 1 steps further on in its cycles. To take the first free place would be wrong:
 * neighbours that are both real would get the same. So real values and free places of a cycle are paired as brackets are, each real
 * value with the place at which all brackets that opened since it are closed: no two can have the same. One that finds no partner
 * in these many steps takes its neighbour, which is real then, as the first step would have ended at a free one: so no two have
 * the same there either. Attempt 0 was made, and is not free.
 */
export function walkOn(attempt: Attempt): Redraw {
  let open = 2
  for (let n = 1; n <= mostSteps && open <= mostSteps - n + 1; n++) {
    open += attempt(n) ? -1 : 1
    if (open === 0) return { redrawn: n, settled: true }
  }
  attempt(0)
  return { redrawn: mostSteps, settled: false }
}

export interface Redraw {
  readonly redrawn: number
  readonly settled: boolean
}
