import { CannotSeed } from '../cannot-seed.ts'
import type { ShopBook } from './shop-case.ts'

/** What an order is made of when its case is about numbers; all as text of their columns. */
export interface Amounts {
  readonly price: string
  readonly cells: { readonly quantity: string; readonly total_price: string }
}

const mostQuantitiesTried = 1_000_000n

/** The largest quantity, of a product at the lowest price above 0 at which the total still fits, else of a free one. */
export function largestQuantity(book: ShopBook): Amounts {
  const quantity = BigInt(book.bounds('orders', 'quantity').max)
  const total = amount(book.bounds('orders', 'total_price').max)
  const { decimals } = amount(book.bounds('products', 'price').max)
  const price = decimals === total.decimals && quantity <= total.units ? 1n : 0n
  return {
    price: written(price, decimals),
    cells: { quantity: String(quantity), total_price: written(quantity * price, price > 0n ? total.decimals : 0) },
  }
}

/** The largest total that a quantity times a price comes to: the column's bound itself where it can be divided so. */
export function largestTotal(book: ShopBook): Amounts {
  const total = amount(book.bounds('orders', 'total_price').max)
  const price = amount(book.bounds('products', 'price').max)
  const largest = BigInt(book.bounds('orders', 'quantity').max)
  if (price.decimals !== total.decimals || price.units < 1n)
    throw new CannotSeed('orders.total_price and products.price count in different units')
  const least = (total.units + price.units - 1n) / price.units
  if (least > largest) return placed(price.units, largest, total.decimals)
  for (let quantity = least; quantity <= largest && quantity < least + mostQuantitiesTried; quantity++)
    if (total.units % quantity === 0n) return placed(total.units / quantity, quantity, total.decimals)
  return placed(total.units / least, least, total.decimals)
}

function placed(price: bigint, quantity: bigint, decimals: number): Amounts {
  return {
    price: written(price, decimals),
    cells: { quantity: String(quantity), total_price: written(price * quantity, decimals) },
  }
}

/** `12.50` as 1,250 units of two decimals. */
function amount(text: string): { units: bigint; decimals: number } {
  const [whole = '', fraction = ''] = text.split('.')
  return { units: BigInt(whole + fraction), decimals: fraction.length }
}

function written(units: bigint, decimals: number): string {
  if (decimals === 0) return String(units)
  const digits = String(units).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
