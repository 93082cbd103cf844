import type { Calendar } from '../calendar.ts'
import { permutation } from '../permutation.ts'
import { popularity } from '../popularity.ts'
import { RowRandom } from '../random.ts'
import { weighted } from '../weighted.ts'
import { buyers } from './buyers.ts'
import { activity, signUps } from './dates.ts'
import { prices } from './prices.ts'
import type { RowWriter } from './row-writer.ts'
import { orderStatuses, type Shape } from './shape.ts'

const daySeconds = 86_400

export function orderWriter(shape: Shape, calendar: Calendar): RowWriter {
  const random = new RowRandom(shape.seed, 'order')
  const buyerOf = buyers(shape)
  const pickProduct = orderedProducts(shape)
  const priceOf = prices(shape)
  const pickStatus = weighted(shape.orders.statuses)
  const happenedAt = activity(calendar, shape.orders.count, signUps(calendar, shape))
  const largest = shape.orders.largest_quantity
  return {
    table: 'orders',
    columns: ['id', 'user_id', 'product_id', 'quantity', 'total_price', 'status', 'created_at', 'updated_at'],
    rows: shape.orders.count,
    write(block, row) {
      random.begin(row)
      const user = buyerOf(row)
      const product = pickProduct(random)
      const quantity = quantityOf(random, largest)
      const status = pickStatus(random)
      const second = happenedAt(row, user, random)
      block.integer(row + 1)
      block.tab()
      block.integer(user)
      block.tab()
      block.integer(product)
      block.tab()
      block.integer(quantity)
      block.tab()
      block.cents(quantity * priceOf(product))
      block.tab()
      // LOAD DATA takes the number of an ENUM's label.
      block.integer(orderStatuses.indexOf(status) + 1)
      block.tab()
      calendar.write(block, second)
      block.tab()
      if (status === 'pending') block.null()
      else calendar.write(block, second + 600 + random.below(20 * daySeconds))
      block.endRow()
    },
  }
}

/** Draws product ids: a few sell best, and a share of the catalogue never sells. */
function orderedProducts({ seed, products, orders }: Shape): (random: RowRandom) => number {
  const sold = Math.max(1, products.count - Math.round(products.count * products.never_ordered))
  const { rankAt } = popularity(sold, orders.product_skew, Math.max(1, sold / 100))
  const productAt = permutation(products.count, seed, 'ordered products')
  return (random) => productAt(Math.min(sold - 1, Math.max(0, Math.floor(rankAt(random.fraction()))))) + 1
}

/** Mostly one, at times a few, seldom as many as somebody may order. */
function quantityOf(random: RowRandom, largest: number): number {
  const draw = random.fraction()
  if (draw < 0.72) return 1
  const quantity = draw < 0.97 ? 2 + random.below(4) : 6 + random.below(Math.max(1, largest - 5))
  return Math.min(largest, quantity)
}
