import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { BeforeAfter } from '../summary/before-after.ts'

const rowsShown = 3

// People who gave their address of e-mail away in a comment; keys are kept, so they are the same ones in both databases.
const chosen = `SELECT MIN(reviews.id) FROM reviews JOIN users ON users.id = reviews.user_id
  WHERE LOCATE('@', comment) BETWEEN 1 AND 80 GROUP BY users.id ORDER BY users.id LIMIT ${rowsShown}`

const cells = {
  'users.id': 'users.id',
  'users.full_name': 'full_name',
  'users.email': 'email',
  'users.password': 'password',
  'reviews.comment': 'comment',
  'orders placed': '(SELECT COUNT(*) FROM orders WHERE orders.user_id = users.id)',
}

/** A few people of the demo's synthetic production and what became of them in staging. */
export async function demoRows(source: string, staging: string): Promise<readonly BeforeAfter[]> {
  const ids = (await query(source, chosen)).flat()
  if (ids.length === 0) return []
  const sql = `SELECT ${Object.values(cells).join(', ')} FROM reviews JOIN users ON users.id = reviews.user_id
    WHERE reviews.id IN (${ids.join(', ')}) ORDER BY users.id, reviews.id`
  const [before, after] = [await query(source, sql), await query(staging, sql)]
  return before.map((row, at) =>
    Object.keys(cells).map((name, cell) => ({ name, before: row[cell] ?? null, after: after[at]?.[cell] ?? null })),
  )
}

async function query(url: string, sql: string): Promise<(string | null)[][]> {
  const wire = await openWire(url, 'plain')
  try {
    return await wire.query(sql)
  } finally {
    wire.close()
  }
}
