import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseConfig } from '../../../../shared/config/parse-config.ts'
import { parseShape, shapeOf } from '../../../../shared/seeding/shop/parse-shape.ts'
import { orderCases } from '../../../../shared/seeding/shop-cases/order-cases.ts'
import { productCases } from '../../../../shared/seeding/shop-cases/product-cases.ts'
import { reviewCases } from '../../../../shared/seeding/shop-cases/review-cases.ts'
import { crowdedUserCases, userCases } from '../../../../shared/seeding/shop-cases/user-cases.ts'

const page = readFileSync('docs/edge-cases.md', 'utf8')
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!)

it("the testers' page lists every case of the shop pack by name with its description, and no other", () => {
  const cases = [...userCases, ...crowdedUserCases, ...productCases, ...orderCases, ...reviewCases]
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (.*) \|$/gm)].map(([, name, description]) => ({
    name,
    description,
  }))
  expect(rows).toEqual(cases.map(({ name, description }) => ({ name, description })))
})

it("the testers' page shows a configuration and a shape that are taken as they stand", () => {
  const sides = 'source: { url: mysql://a/b }\nstaging: { url: mysql://a/c }\n'
  for (const example of examples.filter((text) => text.startsWith('seed:\n')))
    expect(parseConfig(sides + example, 'nightmask.yaml', {}, {}).seed).toBeDefined()
  const shape = parseShape(examples.find((text) => text.includes('/shape.schema.json'))!, 'shape.yaml')
  expect(shape.orders.statuses).toMatchObject({ paid: 90, delivered: 0 })
  expect(shape.users.count).not.toBe(shapeOf().users.count)
})
