import { exponential, logarithm, power } from './exact-math.ts'

/** Zipf–Mandelbrot over [0, ranks): weight (x + offset)^-skew, as a continuous distribution whose inverse has a closed form. */
export interface Popularity {
  /** Share of everything that ranks below x have. */
  shareBelow(x: number): number
  /** The rank, not rounded, below which `share` of everything lies. */
  rankAt(share: number): number
}

/** `offset` flattens the top: the larger, the less the first ranks stand out. Skew 0 is uniform, 1 is Zipf's. */
export function popularity(ranks: number, skew: number, offset: number): Popularity {
  if (skew === 1) {
    const whole = logarithm(1 + ranks / offset)
    return {
      shareBelow: (x) => logarithm(1 + x / offset) / whole,
      rankAt: (share) => offset * (exponential(share * whole) - 1),
    }
  }
  const bottom = power(offset, 1 - skew)
  const whole = power(ranks + offset, 1 - skew) - bottom
  return {
    shareBelow: (x) => (power(x + offset, 1 - skew) - bottom) / whole,
    rankAt: (share) => power(bottom + share * whole, 1 / (1 - skew)) - offset,
  }
}
