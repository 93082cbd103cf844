import type { Calendar } from '../calendar.ts'
import { RowRandom } from '../random.ts'
import type { TextBlock } from '../text-block.ts'
import { weighted } from '../weighted.ts'
import { prices } from './prices.ts'
import { categories, descriptions, materials, qualities } from './product-words.ts'
import type { RowWriter } from './row-writer.ts'
import type { Shape } from './shape.ts'

const daySeconds = 86_400
const space = 0x20
const mostLow = 5
const mostHigh = 5000

export function productWriter(shape: Shape, calendar: Calendar): RowWriter {
  const random = new RowRandom(shape.seed, 'products')
  const priceOf = prices(shape)
  const pickStock = weighted(shape.products.stock)
  const span = calendar.end - calendar.begin
  return {
    table: 'products',
    columns: ['id', 'name', 'description', 'price', 'category', 'stock', 'created_at', 'updated_at'],
    rows: shape.products.count,
    write(block, row) {
      const id = row + 1
      random.begin(id)
      const category = categories[random.below(categories.length)]!
      block.integer(id)
      block.tab()
      writeName(block, category.things, random)
      block.tab()
      if (random.chance(shape.products.without_description)) block.null()
      else writeDescription(block, random)
      block.tab()
      block.cents(priceOf(id))
      block.tab()
      block.raw(category.name)
      block.tab()
      block.integer(stockOf(pickStock(random), random))
      block.tab()
      // The catalogue is filled within the first fifth of the time.
      const second = calendar.begin + Math.floor(((row + random.fraction()) / shape.products.count) * (span / 5))
      calendar.write(block, second)
      block.tab()
      if (random.chance(0.5)) calendar.write(block, second + daySeconds + random.below(900 * daySeconds))
      else block.null()
      block.endRow()
    },
  }
}

function writeName(block: TextBlock, things: readonly Uint8Array[], random: RowRandom): void {
  for (const words of [qualities, materials, things]) {
    if (words !== qualities) block.byte(space)
    block.raw(words[random.below(words.length)]!)
  }
}

function writeDescription(block: TextBlock, random: RowRandom): void {
  const sentences = 1 + random.below(3)
  const first = random.below(descriptions.length)
  for (let sentence = 0; sentence < sentences; sentence++) {
    if (sentence > 0) block.byte(space)
    // 5 has no factor in common with the number of sentences, so none comes twice.
    block.raw(descriptions[(first + sentence * 5) % descriptions.length]!)
  }
}

function stockOf(level: 'none' | 'low' | 'high', random: RowRandom): number {
  if (level === 'none') return 0
  return level === 'low' ? 1 + random.below(mostLow) : mostLow + 1 + random.below(mostHigh - mostLow)
}
