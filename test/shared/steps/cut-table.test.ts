import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { whereChunk } from '../../../shared/adapters/mysql/reading/expressions.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { digestsOfAll } from '../../e2e/compare.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

const rows = 600
const target = 60
const text = (value: string) => `'${value}'`
const uuid = (n: number) =>
  createHash('md5')
    .update(String(n))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)
const unicode = 'VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci'

/** Columns, the primary key, and the key of row n. */
const tables: Record<string, readonly [columns: string, key: string, values: (n: number) => string]> = {
  outlier: ['id BIGINT', 'id', (n) => (n === rows - 1 ? '9223372036854775807' : String(n))],
  skewed: ['id BIGINT', 'id', (n) => (n < 500 ? String(n) : `${n}000000007`)],
  negative: ['id INT', 'id', (n) => String(n - 450)],
  unsigned_64: ['id BIGINT UNSIGNED', 'id', (n) => (n % 2 ? `${18446744073709551615n - BigInt(n)}` : String(n))],
  decimals: ['id DECIMAL(12,3)', 'id', (n) => String((n - 50) * 1.125)],
  by_day: ['d DATE, n INT', 'd, n', (n) => `${n < 3 ? text('0000-00-00') : text(day(n % 40))}, ${n}`],
  octets: ['id BINARY(16)', 'id', (n) => `x'${uuid(n).replaceAll('-', '')}'`],
  uuids: ['id CHAR(36) CHARACTER SET ascii', 'id', (n) => text(n % 9 ? uuid(n) : uuid(n).toUpperCase())],
  alike: [`id ${unicode}`, 'id', (n) => text(`${n % 2 ? 'Haven' : 'haven'}-${String(n).padStart(6, '0')}`)],
  greek: [`id ${unicode}`, 'id', (n) => text(`${'αβγδεζηθικλμνξοπρστυφχψω'[n % 24]}${n}`)],
  czech: [
    'id VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_czech_ci',
    'id',
    (n) => text(`${['c', 'ch', 'h'][n % 3]}${n}`),
  ],
  umlauts: [
    'id VARCHAR(30) CHARACTER SET latin1 COLLATE latin1_german2_ci',
    'id',
    (n) => text(`${'aäoöuüs'[n % 7]}${n}`),
  ],
  pairs: ['a INT, b VARCHAR(30)', 'a, b', (n) => `${n < 500 ? 7 : n % 50}, ${text(`row-${n}`)}`],
  by_state: ["a ENUM('new','paid','sent','back','lost','gone'), b INT", 'a, b', (n) => `${n < 300 ? 2 : n % 7}, ${n}`],
  by_flags: ["a SET('x','a','m','b'), b INT", 'a, b', (n) => `${n % 16}, ${n}`],
  by_year: ['a YEAR, b INT', 'a, b', (n) => `${n % 50 ? 1901 + (n % 100) : '0000'}, ${n}`],
  by_bits: ['a BIT(64)', 'a', (n) => String(n % 2 ? 18446744073709551615n - BigInt(n) : n)],
  by_time: ['a TIME(3)', 'a', (n) => text(`${n % 2 ? '-' : ''}${n}:${n % 60}:00.125`)],
  triples: [`a ${unicode}, b INT, c CHAR(20)`, 'a, b, c', (n) => `${text(n < 550 ? 'main' : 'x')}, ${n % 3}, '${n}'`],
}

/** Types of MariaDB. */
const own: typeof tables = {
  uuid_4: ['id UUID', 'id', (n) => text(versioned(n, 4))],
  uuid_1: ['id UUID', 'id', (n) => text(`${String(n).padStart(8, '0')}-${1000 + (n % 7)}-11ee-8abc-0242ac120002`)],
  uuid_7: [
    'id UUID',
    'id',
    (n) =>
      text(
        `018f${String(n * 997)
          .padStart(4, '0')
          .slice(0, 4)}-${versioned(n, 7).slice(9)}`,
      ),
  ],
  uuids_mixed: ['id UUID', 'id', (n) => text(n ? versioned(n, n % 2 ? 4 : 7) : '00000000-0000-0000-0000-000000000000')],
  inet_4: ['id INET4', 'id', (n) => text(`10.${n % 3}.${n % 200}.${n % 255}`)],
  inet_6: ['id INET6', 'id', (n) => text(`${n % 2 ? 'fd00::' : '2001:db8::'}${(n * 7).toString(16)}:1`)],
}
const versioned = (n: number, version: number) =>
  uuid(n).replace(/^(.{14}).(.{4}).(.*)$/, (_, a, b, c) => `${a}${version}${b}${'89ab'[n % 4]}${c}`)

describeEachServer('a table is cut where its rows are', (server) => {
  it('whatever its key is: chunk after chunk every row comes once, in the order of the key, and none holds them all', async () => {
    const source = await freshDatabase(server, 'cut')
    const staging = await freshDatabase(server, 'copied')
    const made = { ...tables, ...(server.name === 'mariadb' ? own : {}) }
    for (const [name, [columns, key, values]] of Object.entries(made)) {
      const all = Array.from({ length: rows }, (_, n) => `(${values(n)}, ${n})`).join(', ')
      await runSql(
        source.url,
        `SET sql_mode = ''; CREATE TABLE ${name} (${columns}, at_row INT, PRIMARY KEY (${key}), KEY by_row (at_row));
         INSERT INTO ${name} VALUES ${all}; ANALYZE TABLE ${name}`,
      )
    }
    const ports = await localPorts(source, staging)
    const plan = await planOf(ports, 'run-1', {}, target)
    for (const [name, [, key]] of Object.entries(made)) {
      const chunks = plan.chunks.filter(({ table }) => table === name)
      const holds = chunks.map((chunk) => `(${whereChunk(chunk).slice(' WHERE '.length)})`)
      const which = holds.map((condition, n) => `${n} * ${condition}`).join(' + ')
      const found = await runSql(source.url, `SELECT ${holds.join(' + ')}, ${which} FROM ${name} ORDER BY ${key}`)
      expect(found.filter(([times]) => times !== '1')).toEqual([])
      const order = found.map(([, n]) => Number(n))
      expect([name, order]).toEqual([name, order.toSorted((a, b) => a - b)])
      const parts = chunks.map((_, n) => order.filter((chunk) => chunk === n))
      const largest = Math.max(...parts.map((part) => part.length))
      expect([name, largest <= target * 2]).toEqual([name, true])
      expect([name, chunks.length < 40]).toEqual([name, true])
    }
    expect(await planOf(ports, 'run-2', {}, target).then(({ chunks }) => chunks)).toEqual(plan.chunks)
    const some = ['pairs', 'triples', 'alike', 'octets', 'by_day', 'by_state', 'by_bits', 'by_time', 'uuid_4', 'inet_6']
    const fewer = { ...plan, chunks: plan.chunks.filter(({ table }) => some.includes(table)) }
    const narrowed = { ...fewer, tables: plan.tables.filter(({ table }) => some.includes(table)) }
    await loadAll(narrowed, ports)
    const { checks } = await verify({ runId: 'run-1' }, ports)
    expect(checks.filter(({ verdict, name }) => verdict === 'failed' && name !== 'structure')).toEqual([])
    await publish({ runId: 'run-1' }, ports)
    const there = await digestsOfAll(source.url)
    expect(await digestsOfAll(staging.url)).toEqual(
      Object.fromEntries(Object.entries(there).filter(([name]) => some.includes(name))),
    )
  })
})
