import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shapeJsonSchema } from '../../../../shared/seeding/shop/json-schema.ts'
import { parseShape } from '../../../../shared/seeding/shop/parse-shape.ts'

describe('a shape file', () => {
  it('is refused with all of its problems at once, each with its line', () => {
    const text = `users: { count: 10, inactive: 2 }
products:
  stok: { none: 1 }
  price: { min: 10, max: 2 }
orders:
  statuses: { paid: 0 }
reviews:
  count: many
`
    expect(() => parseShape(text, 'shape.yaml')).toThrow(
      'shape.yaml: 5 problems — line 1, users.inactive has to be at most 1; line 3, products.stok is not a known key (stock?); line 4, products.price has a `min` above its `max`; line 6, orders.statuses needs a weight above 0; line 8, reviews.count has to be a number',
    )
    expect(() => parseShape('users: { count: 2 }\nproducts: { count: 2 }\n', 's.yaml', { reviews: 5 })).toThrow(
      'line 1, reviews.count is more than there are pairs of a user and a product',
    )
  })

  it('may be YAML or JSON, and flags go before it', () => {
    const json = '{ "$schema": "shape.schema.json", "seed": 1, "users": { "count": 10, "inactive": 0.5 } }'
    const shape = parseShape(json, 'shape.json', { users: 40, seed: 2 })
    expect(shape).toEqual({
      ...parseShape('users: { inactive: 0.5, count: 40 }\nseed: 2\n', 's'),
      $schema: shape.$schema,
    })
    expect([shape.products.count, shape.orders.count, shape.reviews.count]).toEqual([20, 200, 80])
  })

  it('has its JSON Schema in the repository', () => {
    expect(JSON.parse(readFileSync('schemas/shape.schema.json', 'utf8'))).toEqual(shapeJsonSchema())
  })
})
