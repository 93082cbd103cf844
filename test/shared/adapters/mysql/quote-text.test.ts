import { expect, it } from 'vitest'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import { quoteText } from '../../../../shared/schema/quote.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../setup/servers.ts'

describeEachServer('a text as an SQL literal', (server) => {
  // An expression in its place would have a collation of its own, which neither server mixes with a column's (1267).
  it.each(['utf8mb4_general_ci', 'utf8mb4_unicode_ci', 'utf8mb4_bin', 'latin1_swedish_ci', 'latin1_bin'])(
    'is found in a column of %s, by its index',
    async (collation) => {
      const { url } = await freshDatabase(server, 'texts')
      const charset = collation.split('_')[0]
      const values = ['plain', "o'Brien \\ é", 'ünder']
      const rows = values.map((value) => `(${quoteText(value)})`).join(', ')
      await runSql(
        url,
        `CREATE TABLE words (word VARCHAR(40) CHARACTER SET ${charset} COLLATE ${collation} PRIMARY KEY); INSERT INTO words VALUES ${rows}`,
      )
      const wire = await openWire(url, 'staging')
      try {
        for (const value of values) {
          const sql = `SELECT 1 FROM words WHERE word = ${quoteText(value)}`
          expect(await wire.query(sql)).toEqual([['1']])
          const [plan] = await wire.query(`EXPLAIN FORMAT=TRADITIONAL ${sql}`)
          expect(plan).toContain('PRIMARY')
        }
      } finally {
        wire.close()
      }
    },
  )
})
