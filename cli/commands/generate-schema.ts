import { readFile } from 'node:fs/promises'
import { introspect } from '../../shared/adapters/mysql/catalog/introspect.ts'
import { listTables } from '../../shared/adapters/mysql/catalog/tables.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import { UsageError } from '../../shared/errors.ts'
import { isShopTable, missingColumns } from '../../shared/generating/shop-tables.ts'
import { parseSchemaShape } from '../../shared/seeding/schema/parse-schema-shape.ts'
import { shapeOf } from '../../shared/seeding/shop/parse-shape.ts'
import type { Answer, Session } from '../answer.ts'
import { plural } from '../display/quantity.ts'
import { fillSchema } from '../generate/fill-schema.ts'
import { entry } from '../summary/sections.ts'

export interface GenerateSchemaFlags {
  readonly target: string
  /** A shape file, .yaml or .json. */
  readonly shape?: string | undefined
  /** Goes before the shape's own. */
  readonly seed?: number | undefined
}

/**
 * Whether the target holds tables that are not the shop's: then it is filled as its own schema says. Throws UsageError when `counts`, which
 * are of the shop's tables, were given for one that has others.
 */
export async function isOtherSchema(targetUrl: string, counts: readonly string[]): Promise<boolean> {
  const { database } = parseDatabaseUrl(targetUrl)
  if (!database) return false
  const wire = await openWire(targetUrl, 'plain')
  try {
    const names = await listTables(wire, database)
    // Tables of nightmask's own are left behind by a try of the shop that was killed.
    const other = names.find((name) => !isShopTable(name) && !name.startsWith('nightmask_'))
    if (other !== undefined && counts.length > 0)
      throw new UsageError(
        `${counts.map((name) => `--${name}`).join(', ')}: only for the example shop, and ${database} has a table ${other}; a shape file says counts for it, such as tables: { ${other}: { count: 1000 } }.`,
      )
    if (other !== undefined || counts.length > 0 || names.length === 0) return other !== undefined
    const { tables } = await introspect(wire, database)
    return tables.some((table) => missingColumns(table, shapeOf({})).length > 0)
  } finally {
    wire.close()
  }
}

/** Of every database that was filled. */
export const nextOfGenerate = 'nightmask init --source, with the URL that was filled, writes a policy for it'

/** Fills the empty tables of any schema with valid, linked, believable rows. */
export async function generateSchema(
  flags: GenerateSchemaFlags,
  { progress }: Pick<Session, 'progress'>,
): Promise<Answer> {
  const text = flags.shape ? await readShape(flags.shape) : ''
  let seed = 0
  const filled = await fillSchema(
    flags.target,
    (schema) => {
      const shape = parseSchemaShape(text, flags.shape ?? 'options', schema, flags.seed)
      seed = shape.seed
      return shape
    },
    progress,
  )
  const { address, database, rows, unmet } = filled
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  return {
    json: { address, database, seed, rows, unmet },
    lines: (look) => [
      `${look.paint('green', 'Generated')} ${plural(total, 'row')} in ${plural(Object.keys(rows).length, 'table')} of ${database} from seed ${seed}.`,
      ...unmet.map((problem) => `${look.paint('yellow', 'Not as asked:')} ${problem}`),
      ...entry('Next', nextOfGenerate, look),
    ],
    failure: null,
  }
}

/** Throws UsageError when it cannot be read. */
export async function readShape(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file}: the shape file cannot be read.`)
  })
}
