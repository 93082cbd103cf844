import type { Cells, ShopBook, ShopCase } from './shop-case.ts'

export const productCases: readonly ShopCase[] = [
  product('product-without-stock', 'Sold out: stock 0.', () => ({ stock: '0' })),
  product('product-with-low-stock', 'One piece left.', () => ({ stock: '1' })),
  product('product-with-maximal-stock', 'As many pieces as the column holds.', (book) => ({
    stock: book.bounds('products', 'stock').max,
  })),
  product('product-free', 'Price 0.', () => ({ price: '0' })),
  product('product-of-maximal-price', 'The highest price that the column holds.', (book) => ({
    price: book.bounds('products', 'price').max,
  })),
  product('product-never-ordered', 'In stock, and nobody ever ordered or reviewed it.', () => ({})),
  product('product-without-description', 'No description: NULL.', () => ({ description: null })),
  product(
    'product-name-of-maximal-length',
    'The longest name that the column holds (1,000 letters at the most).',
    (book) => ({
      name: 'Edge-case '
        .repeat(100)
        .slice(0, book.room('products', 'name', 1000))
        .replace(/ $/, 'e'),
    }),
  ),
]

function product(name: string, description: string, cells: (book: ShopBook) => Cells): ShopCase {
  return {
    name,
    description,
    make(book) {
      const subject = book.product(cells(book))
      return { rows: [subject], subject }
    },
  }
}
