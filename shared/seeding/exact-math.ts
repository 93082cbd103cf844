// Math.exp, Math.log and ** may differ in the last bit between builds and processors; sums, products and quotients of IEEE
// doubles may not. The same seed has to give the same bytes everywhere, so the generator takes its powers from here.

const ln2 = Math.LN2

/** e^x for |x| up to 700, good to about 1e-15. */
export function exponential(x: number): number {
  const doublings = Math.round(x / ln2)
  const rest = x - doublings * ln2
  let sum = 1
  for (let term = 14; term > 0; term--) sum = 1 + (sum * rest) / term
  for (let step = 0; step < Math.abs(doublings); step++) sum = doublings > 0 ? sum * 2 : sum / 2
  return sum
}

/** Natural logarithm of x > 0. */
export function logarithm(x: number): number {
  let halvings = 0
  let rest = x
  for (; rest > 1.5; halvings++) rest /= 2
  for (; rest < 0.75; halvings--) rest *= 2
  const ratio = (rest - 1) / (rest + 1)
  const square = ratio * ratio
  let sum = 0
  // |ratio| is at most 0.2, so fifteen odd powers reach the last bit.
  for (let power = 27; power > 0; power -= 2) sum = 1 / power + square * sum
  return 2 * ratio * sum + halvings * ln2
}

/** base^exponent for base > 0. */
export function power(base: number, exponent: number): number {
  return exponential(exponent * logarithm(base))
}
