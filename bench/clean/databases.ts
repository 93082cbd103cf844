import { runGenerate } from '../../cli/commands/generate.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { quiet } from '../coincidences/run-case.ts'
import { labelledSchemas } from '../detection/draft-labelled.ts'

/** A database in which nothing of anybody is left where it should not be. */
export interface CleanDatabase {
  readonly name: string
  /** Fills an empty database. */
  fill(url: string): Promise<void>
}

const seeds = [1, 2, 3]

/**
 * Every labelled schema of the detection bench with its own rows, and filled by `nightmask generate` from several seeds; and the
 * example shop: in nine languages, of clubs, clinics, schools, shops, forums and others.
 */
export function cleanDatabases(): CleanDatabase[] {
  const labelled = [...labelledSchemas()].flatMap(([name, { statements }]): CleanDatabase[] => {
    const isInsert = (sql: string) => sql.startsWith('INSERT ')
    return [
      { name, fill: (url) => execute(url, statements) },
      ...seeds.map((seed) => ({
        name: `${name}, generated from seed ${seed}`,
        async fill(url: string) {
          await execute(
            url,
            statements.filter((sql) => !isInsert(sql)),
          )
          await runGenerate({ target: url, seed }, { progress: quiet })
        },
      })),
    ]
  })
  const shops = seeds.map((seed) => ({
    name: `the shop, generated from seed ${seed}`,
    async fill(target: string) {
      const counts = { users: 1500, products: 200, orders: 4000, reviews: 1500 }
      await runGenerate({ target, seed, ...counts }, { progress: quiet })
    },
  }))
  return [...labelled, ...shops]
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const wire = await openWire(url, 'plain')
  try {
    for (const statement of statements) await wire.query(statement)
  } finally {
    wire.close()
  }
}
