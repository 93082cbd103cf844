import { expect, it } from 'vitest'
import { countAllOrphans } from '../../../../../shared/adapters/mysql/reading/integrity.ts'
import type { Wire } from '../../../../../shared/adapters/mysql/wire/wire.ts'
import { DatabaseError } from '../../../../../shared/errors.ts'

const keys = Array.from({ length: 45 }, (_, n) => ({
  table: `c${n}`,
  key: {
    ...{
      name: `k${n}`,
      columns: ['up'],
      referencedDatabase: null,
      referencedTable: `p${n}`,
      referencedColumns: ['id'],
    },
  },
}))

/** Of each child's number so many orphans; a parent that is gone takes the statement with it. */
function server(orphans: Readonly<Record<number, number>>, gone: number | null) {
  const asked: string[] = []
  const query = async (sql: string) => {
    asked.push(sql)
    if (gone !== null && sql.includes(`\`p${gone}\``)) throw new DatabaseError('staging', 1146, '42S02')
    const children = [...sql.matchAll(/`s`\.`c(\d+)`/g)].map(([, n]) => Number(n))
    if (sql.startsWith('SELECT COALESCE') || sql.startsWith('SELECT COUNT')) return [[String(orphans[children[0]!])]]
    return children.flatMap((n, at) => (orphans[n] ? [[String(at)]] : []))
  }
  return { asked, wire: { query } as unknown as Wire }
}

it('finds the orphans of many keys with few questions, and counts those that there are', async () => {
  const { asked, wire } = server({ 7: 3, 41: 1 }, null)
  const counts = await countAllOrphans(wire, 's', keys)
  expect(counts).toEqual(keys.map((_, n) => ({ 7: 3, 41: 1 })[n] ?? 0))
  expect(asked.length).toBe(3 + 2 * 2)
})

it('asks about each key by itself where the table that one of them names is gone', async () => {
  const { wire } = server({ 7: 3, 12: 9 }, 12)
  const counts = await countAllOrphans(wire, 's', keys)
  expect(counts).toEqual(keys.map((_, n) => ({ 7: 3, 12: 9 })[n] ?? 0))
})
