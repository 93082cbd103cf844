import { CannotSeed } from '../cannot-seed.ts'
import type { SeedingContext } from '../edge-cases.ts'
import { RowRandom } from '../random.ts'
import type { ShopTable } from '../shop/shape.ts'
import { fitRow, roomOf } from './fit-row.ts'
import { flag, plainCells } from './plain-cells.ts'
import type { Cells, ShopBook, ShopRow } from './shop-case.ts'
import { type KnownTable, knowTables } from './shop-schema.ts'

/** Where staging has no user whose password its testers know: bcrypt of `edge-case`. */
const ownPassword = '$2b$10$c8LczFu8YTUCHLCC98Ecv.xFvAEoOyJ5yqLWtkUq7qz9w/PkAIrSu'
const mostProducts = 1000

/** Opens the book of a schema: everything that has to be asked of the shadow schema is asked here. */
export async function openBook(context: SeedingContext): Promise<ShopBook> {
  const tables = await knowTables(context)
  const known = (name: ShopTable): KnownTable => {
    const found = tables[name]
    if (typeof found === 'string') throw new CannotSeed(found)
    return found
  }
  const [login] = await sampled(context, tables.users, 'password', 1)
  const products = await sampled(context, tables.products, 'price', mostProducts)
  const plain = plainCells(login?.value ?? ownPassword)
  const numbers: Record<ShopTable, number> = { users: 0, products: 0, orders: 0, reviews: 0 }
  const make = (name: ShopTable, about: Cells, more: Cells = {}): ShopRow => {
    const table = known(name)
    const n = ++numbers[name]
    return fitRow(table, { ...plain[name](n, table), ...more, ...table.others(n) }, about)
  }
  return {
    random: new RowRandom(context.seed, 'shop cases').begin(0),
    user: (cells = {}) => make('users', cells),
    product: (cells = {}) => make('products', cells),
    order: (user, { id, price }, cells = {}) =>
      make('orders', { user_id: user.id, product_id: id, ...cells }, { total_price: price }),
    review: (user, { id }, cells = {}) => make('reviews', { user_id: user.id, product_id: id, ...cells }),
    soldAlready: products.map(({ id, value }) => ({ id, price: value })),
    bounds(name, column) {
      const { scale, ranges } = known(name).domain(column)
      const [first, last] = [ranges[0], ranges.at(-1)]
      if (!scale || !first || !last) throw new CannotSeed(`${name}.${column} has no smallest and largest value`)
      return { min: scale.write(first[0]), max: scale.write(last[1]) }
    },
    room: (name, column, cap) => roomOf(known(name).domain(column).column, cap),
    choices(name, column) {
      const { column: described, limits } = known(name).domain(column)
      return described.kind === 'enum' ? described.labels : limits.choices
    },
    flag: (name, column, on) => {
      const cells = flag(known(name), column, on)
      if (!(column in cells)) throw new CannotSeed(`${name} has no column ${column} for yes and no`)
      return cells
    },
  }
}

/** A column of rows that are there, with their keys; nothing where the table lacks the column or its key has several. */
async function sampled(
  { sample }: SeedingContext,
  known: KnownTable | string,
  column: string,
  limit: number,
): Promise<{ id: string; value: string }[]> {
  if (typeof known === 'string') return []
  const { name, columns, primaryKey } = known.table
  if (primaryKey.length !== 1 || !columns.some((candidate) => candidate.name === column)) return []
  const rows = await sample(name, [primaryKey[0]!, column], limit)
  return rows.flatMap(([id, value]) => (id && value ? [{ id, value }] : []))
}
