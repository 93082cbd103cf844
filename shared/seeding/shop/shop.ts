import { calendar } from '../calendar.ts'
import { orderWriter } from './orders.ts'
import { productWriter } from './products.ts'
import { reviewWriter } from './reviews.ts'
import type { RowWriter } from './row-writer.ts'
import type { Shape, ShopTable } from './shape.ts'
import { userWriter } from './users.ts'

const writers = { users: userWriter, products: productWriter, orders: orderWriter, reviews: reviewWriter }

/** The rows of one table of the shop that a shape describes. Each call makes a writer of its own, for streams side by side. */
export function shopRows(shape: Shape, table: ShopTable): RowWriter {
  return writers[table](shape, calendar(shape.dates.from, shape.dates.to))
}
