import { apportion } from '../apportion.ts'
import type { Calendar } from '../calendar.ts'
import { permutation } from '../permutation.ts'
import { RowRandom } from '../random.ts'
import { weighted } from '../weighted.ts'
import { commentWriter } from './comments.ts'
import { activity, signUps } from './dates.ts'
import { reviewedProducts } from './reviewed-products.ts'
import type { RowWriter } from './row-writer.ts'
import type { Shape } from './shape.ts'

const daySeconds = 86_400
const productSkew = 0.7

export function reviewWriter(shape: Shape, calendar: Calendar): RowWriter {
  const { seed, users, products, reviews } = shape
  const random = new RowRandom(seed, 'review')
  const reviewing = Math.max(1, users.count - Math.round(users.count * reviews.users_without))
  const shares = apportion(reviews.count, mostlyEnough(reviewing, shape), reviews.skew, products.count)
  const itemOf = permutation(reviews.count, seed, 'reviews')
  // The same order as among buyers: who buys most reviews most.
  const userAt = permutation(users.count, seed, 'buyers')
  const rankOf = reviewedProducts(products.count, productSkew)
  const productAt = permutation(products.count, seed, 'reviewed products')
  const pickRating = weighted(reviews.ratings)
  const happenedAt = activity(calendar, reviews.count, signUps(calendar, shape))
  const comments = commentWriter(shape)
  return {
    table: 'reviews',
    columns: ['id', 'user_id', 'product_id', 'rating', 'comment', 'created_at', 'updated_at'],
    rows: reviews.count,
    write(block, row) {
      random.begin(row)
      const item = itemOf(row)
      const group = shares.groupOf(item)
      const first = shares.firstOf(group)
      const user = userAt(group) + 1
      const rating = Number(pickRating(random))
      block.integer(row + 1)
      block.tab()
      block.integer(user)
      block.tab()
      block.integer(productAt(rankOf(item - first, shares.firstOf(group + 1) - first, random)) + 1)
      block.tab()
      block.integer(rating)
      block.tab()
      if (random.chance(reviews.without_comment)) block.null()
      else comments.write(block, user, rating, random)
      block.tab()
      const second = happenedAt(row, user, random)
      calendar.write(block, second)
      block.tab()
      if (random.chance(0.1)) calendar.write(block, second + random.below(30 * daySeconds))
      else block.null()
      block.endRow()
    },
  }
}

/** More reviews than those who review could write of all products: then more users review. */
function mostlyEnough(reviewing: number, { products, reviews }: Shape): number {
  return Math.max(reviewing, Math.ceil(reviews.count / Math.max(1, products.count)))
}
