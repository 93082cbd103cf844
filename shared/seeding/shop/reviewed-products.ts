import { popularity } from '../popularity.ts'
import type { RowRandom } from '../random.ts'

// Slices keep this far apart, a million times what rounding of the powers could bring together.
const inside = 1 - 2 ** -20

/**
 * The product, as a rank of popularity from 0, of a user's n-th review of `reviews`: no product twice, popular ones more often.
 * Each review draws from a slice of its own, and its number is added, so that ranks rise from one to the next.
 */
export function reviewedProducts(products: number, skew: number) {
  const { shareBelow, rankAt } = popularity(products, skew, Math.max(1, products / 50))
  return (n: number, reviews: number, random: RowRandom): number => {
    const free = products - reviews + 1
    const share = ((n + inside * random.fraction()) / reviews) * shareBelow(free)
    return n + Math.min(free - 1, Math.max(0, Math.floor(rankAt(share))))
  }
}
