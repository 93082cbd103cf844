import type { Faker } from '@faker-js/faker'
import type { Constraint } from '../../../schema/checks/constraints.ts'
import { usualBounds } from '../domains/believable-numbers.ts'
import type { Content } from '../domains/believable-text.ts'
import { type Domain, limitedTo } from '../domains/domain.ts'
import { type Intervals, intersect, nthOf, sizeOf } from '../domains/intervals.ts'
import { keyText } from '../rows/table-rows.ts'
import type { SchemaShape } from '../schema-shape.ts'

/** Asks the server which rows pass a CHECK. Cells are text as Shadow.insert takes them. */
export type Judge = (
  table: string,
  constraint: Constraint,
  rows: readonly Readonly<Record<string, string | null>>[],
) => Promise<readonly boolean[]>

const mostTried = 6000
const mostAsked = 600

/** A list of values that pass what cannot be built towards: tried out by us, and by the server where we do not understand it. */
export async function poolOf(
  table: string,
  domain: Domain,
  content: Content | null,
  faker: Faker,
  shape: SchemaShape,
  judge: Judge,
): Promise<Domain> {
  const { column, unknown } = domain
  const tried = [...candidates(domain, content, faker, shape)].slice(0, mostTried)
  const distinct = new Map(tried.map((value) => [keyText([value], [column]), value]))
  let passing = [...distinct.values()].filter((value) => domain.accepts(value))
  for (const constraint of unknown) {
    const asked = passing.slice(0, mostAsked)
    const verdicts = await judge(
      table,
      constraint,
      asked.map((value) => ({ [column.name]: value })),
    )
    passing = asked.filter((_, at) => verdicts[at])
  }
  return limitedTo(domain, passing)
}

function* candidates(domain: Domain, content: Content | null, faker: Faker, { dates }: SchemaShape): Generator<string> {
  const { limits, scale, ranges, values, column } = domain
  yield* limits.hints
  if (scale) {
    const usual = usualBounds(column, dates)
    const read = (text: string | undefined) => scale.read(text ?? '')?.step
    const [from, to] = [read(usual?.[0]) ?? scale.min, read(usual?.[1]) ?? scale.max]
    yield* spread(intersect(ranges, [[from, to]]), 400n).map(scale.write)
    yield* spread(intersect(ranges, [[1n, 3000n]]), 3000n).map(scale.write)
    yield* spread(ranges, 1000n).map(scale.write)
    return
  }
  if (content && column.kind === 'text')
    for (let count = 0; count < 200; count++) {
      const text = content({ faker, first: faker.person.firstName(), last: faker.person.lastName() })
      const cut = [...text].slice(0, limits.most).join('').trimEnd()
      yield* [cut, cut.toUpperCase(), cut.toLowerCase()]
    }
  const step = values.count > 4000n ? values.count / 2000n : 1n
  for (let index = 0n; index < values.count && index < 2000n; index++) yield values.nth(index)
  for (let index = 0n; index < values.count; index += step) yield values.nth(index)
}

function spread(set: Intervals, count: bigint): bigint[] {
  const size = sizeOf(set)
  const number = size < count ? size : count
  return Array.from({ length: Number(number) }, (_, at) => nthOf(set, (BigInt(at) * size) / number))
}
