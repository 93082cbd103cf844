import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../../../../shared/adapters/mysql/wire/wire.ts'
import { Cells, eachRow } from '../../../../../shared/masking/rows/cells.ts'
import { startProxy } from '../../../../setup/proxy.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

const manyRows = (rows: number) =>
  `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) SELECT i, REPEAT('x', 200) FROM n`

async function countRows(wire: Wire, sql: string): Promise<number> {
  let rows = 0
  for await (const batch of wire.stream(sql)) rows += batch.count
  return rows
}

describeEachServer('a connection to the source', (server) => {
  it('ends a read with an error when the line is cut, never with fewer rows', async () => {
    const proxy = await startProxy(server.url)
    const wire = await openWire(proxy.url, 'source')
    expect(await countRows(wire, manyRows(900))).toBe(900)
    proxy.limit = { bytes: 60_000, after: 'cut' }
    await expect(countRows(wire, manyRows(900))).rejects.toThrow(/connection was lost/)
    await expect(wire.query('SELECT 1')).rejects.toThrow(/connection was lost/)
  })

  it('ends a read with an error when the server goes silent', async () => {
    const proxy = await startProxy(server.url)
    const wire = await openWire(proxy.url, 'source', { idleSeconds: 0.3 })
    proxy.limit = { bytes: 60_000, after: 'silence' }
    await expect(countRows(wire, manyRows(900))).rejects.toThrow(/sent nothing for 0.3 s/)
  })

  it('reads cells of every length whole, also beyond the 16 MB of a packet', async () => {
    const wire = await openWire(server.url, 'source')
    const lengths = [0, 250, 251, 65_535, 65_536, 17_000_000, 33_554_432, 1]
    const sql = lengths.map((length) => `SELECT REPEAT('y', ${length})`).join(' UNION ALL ')
    const seen: number[] = []
    const cells = new Cells(1)
    for await (const batch of wire.stream(sql))
      eachRow(batch, cells, (bytes) => {
        const [start, end] = [cells.starts[0]!, cells.ends[0]!]
        seen.push(end - start)
        expect(bytes.subarray(start, end).every((byte) => byte === 0x79)).toBe(true)
      })
    expect(seen).toEqual(lengths)
    wire.close()
  })

  it('gives a slow reader every row as it was sent', async () => {
    const wire = await openWire(server.url, 'source')
    const cells = new Cells(2)
    let row = 0
    for await (const batch of wire.stream(manyRows(900).replace('200', '20000'))) {
      // The server goes on sending meanwhile, as far as it is let.
      await setTimeout(row < 200 ? 20 : 0)
      eachRow(batch, cells, (bytes) => {
        row++
        expect(Buffer.from(bytes.subarray(cells.starts[0]!, cells.ends[0]!)).toString()).toBe(String(row))
        expect(bytes.subarray(cells.starts[1]!, cells.ends[1]!).every((byte) => byte === 0x78)).toBe(true)
      })
    }
    expect(row).toBe(900)
    wire.close()
  })

  it('writes nothing, and tells errors by number without a value', async () => {
    const { url } = await freshDatabase(server, 'wire')
    await runSql(url, 'CREATE TABLE t (id INT PRIMARY KEY, v INT); INSERT INTO t VALUES (1, 1)')
    const source = await openWire(url, 'source')
    await expect(source.execute('INSERT INTO t VALUES (2, 2)')).rejects.toThrow(/error 1792/)
    const plain = await openWire(url, 'plain')
    await expect(plain.execute("INSERT INTO t VALUES (1, 'top-secret')")).rejects.toThrow(
      /^database .*: the server answered error (1062 \(23000: a unique key has the value already|1366 \(\w+)\)$/,
    )
    for (const wire of [source, plain]) wire.close()
  })

  it('asks many questions in one packet, and takes several statements for nothing else', async () => {
    const wire = await openWire(server.url, 'source')
    expect(await wire.queries(['SELECT 1', "SELECT 2, ';' UNION ALL SELECT 3, NULL", 'SELECT 4'])).toEqual([
      [['1']],
      [
        ['2', ';'],
        ['3', null],
      ],
      [['4']],
    ])
    await expect(wire.query('SELECT 1; SELECT 2')).rejects.toThrow(/error 1064/)
    await expect(wire.queries(['SELECT 1', 'SHOW CREATE TABLE nowhere.t', 'SELECT 2'])).rejects.toThrow(
      /error 1[01]\d\d/,
    )
    await expect(wire.query('SELECT 1; SELECT 2')).rejects.toThrow(/error 1064/)
    expect(await wire.query('SELECT 5')).toEqual([['5']])
    wire.close()
  })

  it('reads the rows of many questions one after another, however small a packet the server takes', async () => {
    const wire = await openWire(server.url, 'source')
    const counts = async () => {
      const seen: number[] = []
      for (const rows of wire.streamEach([3, 0, 900, 1].map((count) => `${manyRows(1000)} LIMIT ${count}`))) {
        seen.push(0)
        for await (const batch of rows) seen[seen.length - 1]! += batch.count
      }
      return seen
    }
    expect(await counts()).toEqual([3, 0, 900, 1])
    wire.packetBytes = 250
    expect(await counts()).toEqual([3, 0, 900, 1])
    const [first, second] = wire.streamEach(['SELECT 1', 'SELECT * FROM nowhere.t', 'SELECT 2'])
    for await (const { count } of first!) expect(count).toBe(1)
    await expect(second![Symbol.asyncIterator]().next()).rejects.toThrow(/error 1(049|146|142)/)
    await expect(wire.query('SELECT 1; SELECT 2')).rejects.toThrow(/error 1064/)
    const [, skipped] = wire.streamEach(['SELECT 1', 'SELECT 2'])
    await expect(skipped![Symbol.asyncIterator]().next()).rejects.toThrow(/in the order/)
    wire.destroy()
  })

  it('ends the connection where rows of many questions are left early', async () => {
    const wire = await openWire(server.url, 'source')
    const [first] = wire.streamEach([manyRows(900), 'SELECT 2'])
    for await (const _ of first!) break
    await expect
      .poll(() => wire.query('SELECT 1').catch((error: Error) => error.message))
      .toMatch(/connection was lost/)
  })

  it('loads many files one after another, tells the warnings of each, and stops at the first that fails', async () => {
    const { url } = await freshDatabase(server, 'wire')
    await runSql(url, 'CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY)')
    const wire = await openWire(url, 'staging')
    const load = (table: string, text: string) => ({
      sql: `LOAD DATA LOCAL INFILE 'chunk' INTO TABLE ${table}`,
      async *blocks() {
        yield Buffer.from(text)
      },
    })
    const loaded: [number, number, number][] = []
    for await (const { affectedRows, warnings, shown } of wire.loadEach([load('a', '1\n2\n'), load('b', '1\nx\n')]))
      loaded.push([affectedRows, warnings, shown.length])
    expect(loaded).toEqual([
      [2, 0, 0],
      [2, 1, 1],
    ])
    const failing = async () => {
      for await (const _ of wire.loadEach([load('a', '3\n'), load('nowhere', '4\n'), load('a', '5\n')]));
    }
    await expect(failing()).rejects.toThrow(/error 1146/)
    expect(await wire.query('SELECT id FROM a')).toEqual([['1'], ['2'], ['3']])
    const deleted: number[] = []
    for await (const { affectedRows } of wire.executeEach(['DELETE FROM a', 'DELETE FROM b']))
      deleted.push(affectedRows)
    expect(deleted).toEqual([3, 2])
    await expect(wire.query('SELECT 1; SELECT 2')).rejects.toThrow(/error 1064/)
    wire.close()
  })

  it('stops the load when the file breaks off, and stores none of it', async () => {
    const { url } = await freshDatabase(server, 'wire')
    await runSql(url, 'CREATE TABLE t (id INT PRIMARY KEY)')
    const wire = await openWire(url, 'staging')
    const broken = (async function* () {
      yield Buffer.from('1\n2\n3\n')
      throw new Error('the disk is gone')
    })()
    await expect(wire.load("LOAD DATA LOCAL INFILE 'chunk' INTO TABLE t", broken)).rejects.toThrow('the disk is gone')
    await expect.poll(() => runSql(url, 'SELECT COUNT(*) FROM t')).toEqual([['0']])
  })
})
