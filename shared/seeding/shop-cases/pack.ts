import { CannotSeed } from '../cannot-seed.ts'
import type { EdgeCasePack, SeededCase } from '../edge-cases.ts'
import { openBook } from './book.ts'
import { orderCases, statusCases } from './order-cases.ts'
import { productCases } from './product-cases.ts'
import { reviewCases } from './review-cases.ts'
import type { ShopBook, ShopCase } from './shop-case.ts'
import { crowdedUserCases, userCases } from './user-cases.ts'

/**
 * The edge cases of a shop: any schema with tables users, products, orders and reviews. Their keys are the first of those reserved
 * for `shop`, in the order of the cases, so that a case has the same key every night.
 */
export const shopPack: EdgeCasePack = {
  name: 'shop',
  async cases(context) {
    const book = await openBook(context)
    const cases: SeededCase[] = []
    const leftOut: string[] = []
    const attempt = <Result>(name: string, make: () => Result): Result | null => {
      try {
        return make()
      } catch (error) {
        if (!(error instanceof CannotSeed)) throw error
        leftOut.push(`${name}: ${error.message}`)
        return null
      }
    }
    const statuses = attempt('orders in every status', () => statusCases(book)) ?? []
    for (const shopCase of [
      ...userCases,
      ...productCases,
      ...statuses,
      ...orderCases,
      ...reviewCases,
      ...crowdedUserCases,
    ]) {
      const made = attempt(shopCase.name, () => seeded(shopCase, book))
      if (made) cases.push(made)
    }
    return { cases, leftOut }
  },
}

function seeded({ name, description, make }: ShopCase, book: ShopBook): SeededCase {
  const { rows, subject } = make(book)
  return {
    name,
    description,
    table: subject.table,
    key: subject.key,
    rows: rows.map(({ table, values }) => ({ table, values })),
  }
}
