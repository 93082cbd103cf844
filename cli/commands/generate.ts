import { readFile } from 'node:fs/promises'
import { fillShop } from '../../shared/generating/fill-shop.ts'
import { parseShape, shapeOf } from '../../shared/seeding/shop/parse-shape.ts'
import { type ShapeOptions, shopTables } from '../../shared/seeding/shop/shape.ts'
import type { Answer, Session } from '../answer.ts'
import { plural } from '../display/quantity.ts'
import { entry } from '../summary/sections.ts'
import { generateSchema, isOtherSchema, nextOfGenerate, readShape } from './generate-schema.ts'

export interface GenerateFlags extends ShapeOptions {
  readonly target: string
  /** A shape file, .yaml or .json; the counts and the seed of the flags go before its own. */
  readonly shape?: string
}

const shopSchema = new URL('../../examples/shop/schema.sql', import.meta.url)

/** Two tables at a time are the fastest: a server takes one LOAD DATA on each of two cores, and more slow it down. */
const streams = 2

/** Fills an empty database with a synthetic shop, or the empty tables of another schema as that schema says. */
export async function runGenerate(flags: GenerateFlags, { progress }: Pick<Session, 'progress'>): Promise<Answer> {
  const counts = shopTables.filter((table) => flags[table] !== undefined)
  if (await isOtherSchema(flags.target, counts)) return generateSchema(flags, { progress })
  const shape = flags.shape ? parseShape(await readShape(flags.shape), flags.shape, flags) : shapeOf(flags)
  const { address, database, rows } = await fillShop(
    flags.target,
    await readFile(shopSchema, 'utf8'),
    shape,
    streams,
    progress,
  )
  return {
    json: { address, database, seed: shape.seed, rows },
    lines: (look) => [
      `${look.paint('green', 'Generated')} ${Object.entries(rows)
        .map(([table, count]) => plural(count, table.replace(/s$/, '')))
        .join(', ')} in ${database} from seed ${shape.seed}.`,
      ...entry('Next', nextOfGenerate, look),
    ],
    failure: null,
  }
}
