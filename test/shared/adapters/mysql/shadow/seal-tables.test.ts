import { expect, it } from 'vitest'
import { checksumsOf, emptyOf } from '../../../../../shared/adapters/mysql/shadow/seal-tables.ts'
import type { Wire } from '../../../../../shared/adapters/mysql/wire/wire.ts'

it('asks for many tables in few statements, and tells each answer of the table that it is of', async () => {
  const asked: string[] = []
  const query = async (sql: string) => {
    const tables = [...sql.matchAll(/`s`\.`t(\d+)`/g)].map(([, n]) => Number(n))
    asked.push(sql.slice(0, 8))
    if (sql.startsWith('CHECKSUM')) return tables.map((n) => [`s.t${n}`, String(n * 7)])
    return tables.flatMap((n, at) => (n % 10 === 0 ? [[String(at)]] : []))
  }
  const wire = { query } as unknown as Wire
  const tables = Array.from({ length: 120 }, (_, n) => `t${n}`)
  expect([...(await emptyOf(wire, 's', tables))]).toEqual(tables.filter((_, n) => n % 10 === 0))
  expect(await checksumsOf(wire, 's', tables)).toEqual(new Map(tables.map((table, n) => [table, String(n * 7)])))
  expect(asked).toEqual([...Array(3).fill('SELECT 0'), ...Array(3).fill('CHECKSUM')])
})
