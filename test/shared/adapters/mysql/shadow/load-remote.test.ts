import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { introspect } from '../../../../../shared/adapters/mysql/catalog/introspect.ts'
import { type RemoteChunks, remoteLoadSql } from '../../../../../shared/adapters/mysql/shadow/load-remote.ts'
import { assertLoadsFromS3 } from '../../../../../shared/adapters/mysql/shadow/loads-from-s3.ts'
import { createShadow } from '../../../../../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../../../../shared/adapters/mysql/wire/wire.ts'
import type { Plan } from '../../../../../shared/policy/plan.ts'
import type { ChunkRef } from '../../../../../shared/schema/chunk.ts'
import { restore } from '../../../../../shared/steps/restore.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

const chunk: ChunkRef = { table: 't', n: 0, columns: [], from: null, to: null }
const masked = Buffer.from('1\tAda \\\\ \\\t\n2\t\\N\n')

/** A server that reads objects by itself, as Aurora does: what it would fetch is sent with the statement instead. */
function auroraOver(wire: Wire, objects: ReadonlyMap<string, Uint8Array>): Wire {
  const reads = async function* (uri: string) {
    yield objects.get(uri)!
  }
  return new Proxy(wire, {
    get(target, name) {
      const member = Reflect.get(target, name, target)
      if (name !== 'execute') return typeof member === 'function' ? member.bind(target) : member
      return (sql: string) => {
        const [, uri = '', rest] = /^LOAD DATA FROM S3 FILE '([^']+)' (INTO TABLE .*)$/s.exec(sql) ?? []
        return rest ? target.load(`LOAD DATA LOCAL INFILE 'x' ${rest}`, reads(uri)) : target.execute(sql)
      }
    },
  })
}

describeEachServer('a chunk that staging reads from S3 by itself', (server) => {
  it('is loaded whole, and refused when it is not the one that was masked, or was replaced meanwhile', async () => {
    const database = await freshDatabase(server, 'remote')
    await runSql(database.url, 'CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), doc JSON)')
    const wire = await openWire(database.url, 'staging')
    const control = await openWire(database.url, 'plain')
    const schema = await introspect(control, database.name)
    const columns = ['id', 'name'].map((column) => ({ column, rule: { mask: 'keep' } }))
    const plan = {
      ...{ runId: 'night-1', shadow: database.name, schema, loadMethod: 's3', chunks: [chunk] },
      tables: [{ table: 't', columns }],
    } as unknown as Plan
    let version = 1
    const remote: RemoteChunks = {
      uri: (runId, { n }) => `s3-eu-central-1://artifacts/runs/${runId}/chunks/t/${n}`,
      tag: async () => String(version),
    }
    expect(remoteLoadSql(plan, chunk, remote)).toBe(
      "LOAD DATA FROM S3 FILE 's3-eu-central-1://artifacts/runs/night-1/chunks/t/0' INTO TABLE " +
        `\`${database.name}\`.\`t\` CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (\`id\`, \`name\`)`,
    )
    const objects = new Map([[remote.uri('night-1', chunk), masked]])
    const load = (bytes: Uint8Array, rowsRead: number, replaced = false) => {
      const stored = { chunk, sha256: createHash('sha256').update(masked).digest('hex'), rowsRead }
      const read = async function* () {
        yield bytes
        if (replaced) version++
      }
      return restore({ runId: 'night-1', part: { kind: 'rows', chunks: [chunk] } }, {
        clock: { now: () => new Date(0) },
        plans: { read: async () => plan },
        shadow: createShadow(auroraOver(wire, objects), undefined, null, remote),
        chunks: { read },
        receipts: { restored: async () => null, snapshot: async () => [stored], writeRestore: async () => undefined },
      } as unknown as Parameters<typeof restore>[1])
    }
    expect(await load(masked, 2)).toEqual({ rows: 2, bytes: masked.length })
    expect(await runSql(database.url, 'SELECT id, name FROM t ORDER BY id')).toEqual([
      ['1', 'Ada \\ \t'],
      ['2', null],
    ])
    await expect(load(masked, 3)).rejects.toThrow('t, chunk 0: 3 rows were masked, the server stored 2.')
    await expect(load(Buffer.from('1\tEve\n'), 2)).rejects.toThrow('the stored chunk is not the one that was masked')
    await expect(load(masked, 2, true)).rejects.toThrow('its object in S3 was replaced while staging read it')
    objects.set(remote.uri('night-1', chunk), Buffer.from('x\tAda\n'))
    await expect(load(masked, 1)).rejects.toThrow('a value would have been changed')
    wire.close()
    control.close()
  })

  it('is asked of no server that cannot: the sentence says what to do', async () => {
    const plain = await openWire(server.url, 'plain')
    await expect(assertLoadsFromS3(plain)).rejects.toThrow('staging is no Aurora MySQL: leave it out')
    const told = (...rows: string[][]) => assertLoadsFromS3({ query: async () => rows } as unknown as Wire)
    const role = ['aws_default_s3_role', 'arn:aws:iam::1:role/load']
    await expect(told(['aurora_version', '3.04.1'], role)).rejects.toThrow('that takes 3.05 or later')
    await expect(told(['aurora_version', '2.11.4'], role)).rejects.toThrow('that takes 3.05 or later')
    await expect(told(['aurora_version', '3.08.0'])).rejects.toThrow('has no aws_default_s3_role')
    await expect(told(['aurora_version', '3.10.1'], role)).resolves.toBeUndefined()
    plain.close()
  })
})
