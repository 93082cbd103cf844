import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Plan } from '../../../shared/policy/plan.ts'
import { publish } from '../../../shared/steps/publish.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { digestsOfAll } from '../../e2e/compare.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

const rows = 300
const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
const random = Array.from({ length: rows }, (_, n) => dashed(createHash('md5').update(String(n)).digest('hex')))
/** As version 7 has them: a time in front, so that all begin alike. */
const inTime = random.map((uuid, n) => `0192b3c4-${(n * 7).toString(16).padStart(4, '0')}${uuid.slice(13)}`)

const tables: Record<string, readonly [type: string, values: readonly string[]]> = {
  texts: ['CHAR(36) CHARACTER SET utf8mb4', random.map((uuid) => `'${uuid}'`)],
  latin: ['VARCHAR(36) CHARACTER SET latin1 COLLATE latin1_bin', inTime.map((uuid) => `'${uuid}'`)],
  upper: ['CHAR(36) CHARACTER SET ascii COLLATE ascii_bin', random.map((uuid) => `'${uuid.toUpperCase()}'`)],
  octets: ['BINARY(16)', random.map((uuid) => `x'${uuid.replaceAll('-', '')}'`)],
  mixed: ['CHAR(36)', [...random.map((uuid) => `'${uuid}'`), "'no uuid at all'"]],
}

describeEachServer('tables with UUIDs for keys', (server) => {
  it('are cut between them, hold every row, and are cut at the same places when rows come', async () => {
    const source = await freshDatabase(server, 'uuids')
    const staging = await freshDatabase(server, 'copied')
    for (const [name, [type, values]] of Object.entries(tables))
      await runSql(
        source.url,
        `CREATE TABLE ${name} (id ${type} PRIMARY KEY, n INT NOT NULL, KEY by_n (n));
         INSERT INTO ${name} VALUES ${values.map((value, n) => `(${value}, ${n})`).join(', ')}`,
      )
    const ports = await localPorts(source, staging)
    const plan = await planOf(ports, 'run-1', {}, 100_000)
    await loadAll(plan, ports)
    const { checks } = await verify({ runId: 'run-1' }, ports)
    expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
    await publish({ runId: 'run-1' }, ports)
    expect(await digestsOfAll(staging.url)).toEqual(await digestsOfAll(source.url))

    const largest = new Map<string, number>()
    for (const { chunk, rowsRead } of (await ports.receipts.snapshots('run-1')).chunks)
      largest.set(chunk.table, Math.max(largest.get(chunk.table) ?? 0, rowsRead))
    expect(largest.get('mixed')).toBe(rows + 1)
    for (const name of ['texts', 'latin', 'octets']) expect([name, largest.get(name)! < rows / 4]).toEqual([name, true])

    const late = random.map((uuid) => `('${dashed(createHash('md5').update(uuid).digest('hex'))}', 1)`)
    await runSql(source.url, `INSERT INTO texts VALUES ${late.slice(0, 100).join(', ')}`)
    expect(boundsOf(await planOf(ports, 'run-2', {}, 100_000))).toEqual(boundsOf(plan))
  })
})

function boundsOf({ chunks }: Plan): (string | null)[] {
  return chunks.filter(({ table }) => table === 'texts').map(({ from }) => from)
}
