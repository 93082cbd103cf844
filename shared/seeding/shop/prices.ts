import { exponential, logarithm } from '../exact-math.ts'
import { RowRandom } from '../random.ts'
import type { Shape } from './shape.ts'

// What prices end in, most often first.
const endings = [99, 99, 99, 95, 49, 90, 0]

/** Price of a product, by id from 1, in cents: cheap ones are many, dear ones few. */
export function prices({ seed, products: { price } }: Shape): (id: number) => number {
  const random = new RowRandom(seed, 'prices')
  const [lowest, highest] = [Math.round(price.min * 100), Math.round(price.max * 100)]
  const [from, to] = [logarithm(Math.max(1, lowest)), logarithm(Math.max(1, highest))]
  return (id) => {
    random.begin(id)
    // The mean of two draws keeps the middle of the range likely and its ends possible.
    const place = (random.fraction() + random.fraction()) / 2
    const cents = exponential(from + (to - from) * place)
    const rounded = cents - (cents % 100) + endings[random.below(endings.length)]!
    return Math.min(highest, Math.max(lowest, Math.floor(rounded)))
  }
}
