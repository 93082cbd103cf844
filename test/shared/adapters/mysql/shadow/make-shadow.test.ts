import { expect, it } from 'vitest'
import { setCounter } from '../../../../../shared/adapters/mysql/shadow/adopt-tables.ts'
import { makeShadow } from '../../../../../shared/adapters/mysql/shadow/make-shadow.ts'
import type { Wire } from '../../../../../shared/adapters/mysql/wire/wire.ts'
import { DatabaseError } from '../../../../../shared/errors.ts'
import type { Plan } from '../../../../../shared/policy/plan.ts'

const names = ['a', 'b', 'c', 'd', 'e']
const tables = names.map((name) => ({
  ...{
    name,
    columns: [],
    primaryKey: ['id'],
    uniqueKeys: [],
    checks: [],
    foreignKeys: [],
    engine: 'InnoDB',
    rowsEstimate: 1,
    bytesEstimate: 1,
  },
  createSql: `CREATE TABLE \`${name}\` (\n  \`id\` int NOT NULL,\n  PRIMARY KEY (\`id\`)\n) ENGINE=InnoDB`,
}))
const plan = {
  shadow: 'staging_nm_s_1',
  schema: { database: 'shop', charset: 'utf8mb4', collation: 'utf8mb4_bin', tables, programs: [] },
  tables: names.slice(0, 4).map((table) => ({ table })),
  skippedTables: ['e'],
  chunks: [],
} as unknown as Plan

/** A server that answers each table with these errors before it makes it; `made` are the tables in their order. */
function server(errors: Readonly<Record<string, readonly number[]>>) {
  const made: string[] = []
  const left = new Map(Object.entries(errors).map(([name, numbers]) => [name, [...numbers]]))
  const execute = async (sql: string) => {
    const [, name] = /^(?:CREATE|ALTER) TABLE `staging_nm_s_1`\.`(\w)`/.exec(sql) ?? []
    const errno = name && left.get(name)?.shift()
    if (errno) throw new DatabaseError('staging', errno, '40001')
    if (name) made.push(name)
    return { affectedRows: 0, warnings: 0 }
  }
  async function* executeEach(statements: readonly string[]) {
    for (const sql of statements) yield await execute(sql)
  }
  return { made, wire: { execute, executeEach, query: async () => [] } as unknown as Wire }
}

it('makes each table once over several connections, and again what the server sent away with a deadlock', async () => {
  const { made, wire } = server({ b: [1213, 1213], d: [1213] })
  await Promise.all([0, 1].map((share) => makeShadow(wire, plan, { share, of: 2 })))
  expect(made.toSorted()).toEqual(names)
})

it('gives up at any other error, and at deadlocks without an end', async () => {
  await expect(makeShadow(server({ c: [1005] }).wire, plan)).rejects.toThrow(/table c, making it.*1005/)
  const forever = server({ c: Array(1000).fill(1213) })
  await expect(makeShadow(forever.wire, plan)).rejects.toThrow(/table c, making it.*1213/)
  expect(forever.made).toEqual(['a', 'b'])
})

it('sets the counter of a compared table again when the server sent that away with a deadlock', async () => {
  const { made, wire } = server({ a: [1213, 1213] })
  await setCounter(wire, plan, tables[0] as never)
  expect(made).toEqual(['a'])
})
