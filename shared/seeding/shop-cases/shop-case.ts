import type { RowRandom } from '../random.ts'
import type { ShopTable } from '../shop/shape.ts'

/** A row with its primary key, so that other rows can link to it. */
export interface ShopRow {
  readonly table: ShopTable
  readonly values: Cells
  readonly key: Readonly<Record<string, string>>
  /** The key as one value, for user_id and product_id; '' when it has several columns. */
  readonly id: string
}

/** Values by column, as Shadow.insert takes them. */
export type Cells = Readonly<Record<string, string | null>>

/** A product as an order needs it; the price in the column's own text. */
export interface Sold {
  readonly id: string
  readonly price: string
}

/** Makes rows that fit the schema: `cells` is what the case is about, everything else gets plain values. Throws CannotSeed. */
export interface ShopBook {
  readonly random: RowRandom
  user(cells?: Cells): ShopRow
  product(cells?: Cells): ShopRow
  order(user: ShopRow, product: Sold, cells?: Cells): ShopRow
  review(user: ShopRow, product: { readonly id: string }, cells?: Cells): ShopRow
  /** Products that staging has already, in key order, at most 1,000. */
  readonly soldAlready: readonly Sold[]
  /** Smallest and largest value of a number column, by its type and its CHECKs. */
  bounds(table: ShopTable, column: string): { readonly min: string; readonly max: string }
  /** Longest text of a column in characters of one byte, `cap` where it holds more. */
  room(table: ShopTable, column: string, cap: number): number
  /** Labels of an ENUM, or what a CHECK allows; null where any text is. */
  choices(table: ShopTable, column: string): readonly string[] | null
  /** A yes or no as the column writes it. */
  flag(table: ShopTable, column: string, on: boolean): Cells
}

export interface ShopCase {
  readonly name: string
  readonly description: string
  /** The rows, parents before children, and the one that the case is about. */
  make(book: ShopBook): { readonly rows: readonly ShopRow[]; readonly subject: ShopRow }
}
