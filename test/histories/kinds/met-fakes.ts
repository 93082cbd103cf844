import type { HistoryKind } from '../kind.ts'
import { someRows, tableNamed } from '../rows.ts'

/** Masked columns whose fakes somebody may have in earnest. */
const columns = [
  ['people', 'phone'],
  ['people', 'login'],
  ['people', 'name'],
  ['tokens', 'secret'],
  ['orders', 'ship_to'],
] as const

export const metFakeKinds: readonly HistoryKind[] = [
  {
    family: 'source',
    name: 'an original comes that staging has as a fake',
    strike: async (world) => {
      const { chance, source, a } = world
      const [table, column] = chance.pick(columns)
      const fakes = await a.database
        .column(
          `SELECT DISTINCT CONCAT("_utf8mb4 x'", HEX(CONVERT(${column} USING utf8mb4)), "'") FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1`,
        )
        .catch(() => [])
      const [row] = await someRows(chance, source, tableNamed(table), 1)
      if (fakes.length === 0 || !row) return 'none'
      const fake = chance.pick(fakes)
      if (!(await source.tries(`UPDATE ${table} SET ${column} = ${fake} WHERE ${row}`))) return 'none'
      world.coincided.push({ table, condition: `${column} = ${fake}` })
      return `${table}.${column}`
    },
  },
  {
    family: 'source',
    name: 'an original goes that staging had as a fake',
    strike: async ({ chance, source, coincided }) => {
      const gone = coincided.splice(chance.below(coincided.length), 1)[0]
      if (!gone) return 'none'
      await source.tries(`DELETE FROM ${gone.table} WHERE ${gone.condition}`)
      return gone.table
    },
  },
]
