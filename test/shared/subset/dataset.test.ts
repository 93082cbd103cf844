import { beforeAll, expect, it } from 'vitest'
import { createSource } from '../../../shared/adapters/mysql/reading/source.ts'
import { createKeyLookup } from '../../../shared/adapters/mysql/reading/subset-lookup.ts'
import { Cells, eachRow } from '../../../shared/masking/rows/cells.ts'
import { subsetChunks } from '../../../shared/subset/chunks.ts'
import { closeSubset } from '../../../shared/subset/close-subset.ts'
import { describeSubset } from '../../../shared/subset/describe.ts'
import type { ChildChoice } from '../../../shared/subset/request.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../../setup/servers.ts'
import { inSnapshot, keysOf, request, subsetOf, wide } from './subset-of.ts'

const schema = `
  CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, boss INT NULL, FOREIGN KEY (boss) REFERENCES users (id));
  CREATE TABLE orders (id BIGINT UNSIGNED PRIMARY KEY, user_id INT NOT NULL, state INT NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));
  CREATE TABLE notes (id INT PRIMARY KEY, about_type VARCHAR(9) NOT NULL, about_id VARCHAR(20) NULL, KEY (about_type, about_id));
  CREATE TABLE visits (order_id BIGINT UNSIGNED NOT NULL, page INT NOT NULL, other INT NULL, FOREIGN KEY (order_id) REFERENCES orders (id));
  CREATE TABLE loose (user_id INT NOT NULL, page INT NOT NULL)`

const choose = (table: string, some: Partial<ChildChoice> = {}): ChildChoice => ({
  ...{ table, columns: null, depth: null, limit: null, ofNeeded: false },
  ...some,
})

const aboutOrders = {
  ...{ table: 'notes', columns: ['about_id'], references: 'orders', referencedColumns: ['id'] },
  when: { about_type: 'order' },
}

describeEachServer('a dataset', (server) => {
  let shop: TestDatabase
  beforeAll(async () => {
    shop = await freshDatabase(server, 'sub_shop')
    const rows = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n + 1))
    await runSql(
      shop.url,
      [
        schema,
        `INSERT INTO users VALUES ${rows(2000, (n) => `(${n}, 'n${n}', ${n % 3 === 0 ? n / 3 : 'NULL'})`)}`,
        `INSERT INTO orders VALUES ${rows(6000, (n) => `(${n * 3 + 1_000_000}, ${1 + (n % 2000)}, ${n % 100})`)}`,
        `INSERT INTO notes VALUES ${rows(900, (n) => `(${n}, '${n % 2 ? 'order' : 'user'}', ${n % 5 ? `'${n * 3 + 1_000_000}'` : 'NULL'})`)}`,
        `INSERT INTO notes VALUES (1000, 'order', 'gone'), (1001, 'order', '7')`,
        `INSERT INTO visits VALUES ${rows(900, (n) => `(${(n % 300) * 3 + 1_000_003}, ${n}, NULL)`)}`,
        'ANALYZE TABLE users, orders, notes, visits',
      ].join('; '),
    )
  })

  it('takes the same rows twice, by hash evenly over the key, and other rows for another seed', async () => {
    const sample = async (seed: number, percent: number | null, limit: number | null) =>
      keysOf(await subsetOf(shop, request('orders', { percent, limit, sampleSeed: seed }))).orders!.map(Number)
    const hundred = await sample(1, null, 100)
    expect(hundred).toHaveLength(100)
    expect(await sample(1, null, 100)).toEqual(hundred)
    expect(await sample(2, null, 100)).not.toEqual(hundred)
    const half = hundred.filter((id) => id < 1_009_000).length
    expect(half).toBeGreaterThan(30)
    expect(half).toBeLessThan(70)
    const [two, ten] = [await sample(1, 2, null), await sample(1, 10, null)]
    expect(ten.length / 6000).toBeCloseTo(0.1, 1)
    expect(ten).toEqual(expect.arrayContaining(two))
  })

  it('takes rows that are there, of keys that are no integers and more than one read holds', async () => {
    const uuids = await freshDatabase(server, 'sub_uuids')
    const rows = Array.from({ length: 40_000 }, (_, n) => `(x'${(n * 7919).toString(16).padStart(32, '0')}', ${n})`)
    await runSql(
      uuids.url,
      `CREATE TABLE accounts (id BINARY(16) PRIMARY KEY, n INT NOT NULL); INSERT INTO accounts VALUES ${rows.join(', ')}`,
    )
    const sampled = await subsetOf(uuids, request('accounts', { limit: 500 }))
    const named = keysOf(sampled).accounts!.map((key) => `0x${Buffer.from(key, 'latin1').toString('hex')}`)
    expect(new Set(named).size).toBe(500)
    const found = `SELECT COUNT(*) FROM accounts WHERE id IN (${named.join(', ')})`
    expect(await inSnapshot(uuids, (wire) => wire.query(found))).toEqual([['500']])
  })

  it('comes to the same sample by looking keys up and by looking at every key', async () => {
    const wanted = request('orders', { limit: 200, where: 'state < 50' })
    const lookedUp = await subsetOf(shop, wanted)
    expect(lookedUp.asked).toMatch(/^200 by hash, [\d,]+ keys tried$/)
    const looked = await inSnapshot(shop, async (wire, introspected) => {
      // Of a table of one row, no more keys are tried than that.
      const tables = introspected.tables.map((table) => ({ ...table, rowsEstimate: 1 }))
      return closeSubset(wanted, { ...introspected, tables }, await createKeyLookup(wire, introspected, 60), wide)
    })
    expect(looked.asked).toBe('200 by hash out of 3,000 keys looked at, reading all of orders')
    expect(keysOf(looked)).toEqual(keysOf(lookedUp))
  })

  it('takes the first or last rows in key order', async () => {
    const last = await subsetOf(shop, request('orders', { sample: 'last', limit: 3 }))
    expect(keysOf(last).orders).toEqual(['1017994', '1017997', '1018000'])
    const first = await subsetOf(shop, request('orders', { sample: 'first', limit: 2, where: 'state = 1' }))
    expect(keysOf(first).orders).toEqual(['1000003', '1000303'])
  })

  it('follows polymorphic references only where they hold, and counts the keys that nobody has', async () => {
    const notes = await subsetOf(
      shop,
      request('notes', { where: 'id IN (1, 2, 5, 1000, 1001)', references: [aboutOrders] }),
    )
    expect(keysOf(notes)).toMatchObject({ orders: ['1000003'], users: ['2'] })
    expect(notes.dangling.map(({ keys }) => keys)).toEqual([2])
    const order = request('orders', { where: 'id = 1000003', references: [aboutOrders], children: [choose('notes')] })
    expect(keysOf(await subsetOf(shop, order)).notes).toEqual(['1'])
  })

  it('limits children of each row, and follows those of needed rows only when asked', async () => {
    const asked = request('users', { where: 'id IN (2, 5)', children: [choose('orders', { limit: 2 })] })
    expect(keysOf(await subsetOf(shop, asked)).orders).toEqual(['1000003', '1000012', '1006003', '1006012'])
    const needed = request('orders', {
      where: 'id = 1000009',
      children: [choose('orders', { ofNeeded: true, limit: 2 })],
    })
    expect(keysOf(await subsetOf(shop, needed))).toEqual({ users: ['4'], orders: ['1000009', '1006009'] })
  })

  it('reads a table without a primary key by the reference through which it came', async () => {
    const subset = await subsetOf(shop, request('orders', { where: 'id = 1000006', children: [choose('visits')] }))
    expect(subset.tables.find(({ table }) => table === 'visits')?.rows).toBe(3)
    const read = await inSnapshot(shop, async (wire, introspected) => {
      const source = createSource(
        wire,
        wire,
        shop.name,
        '',
        () => new Map(subset.tables.map(({ table, keys }) => [table, keys])),
      )
      const table = introspected.tables.find(({ name }) => name === 'visits')!
      const [chunk] = subsetChunks(['visits'])
      const pages: string[] = []
      const cells = new Cells(1)
      for await (const batch of source.read(table, ['page'], chunk!))
        eachRow(batch, cells, (bytes) =>
          pages.push(Buffer.from(bytes.subarray(cells.starts[0], cells.ends[0])).toString()),
        )
      return { pages: pages.toSorted(), counted: (await source.counts([{ table, chunk: chunk! }]))[0] }
    })
    expect(read).toEqual({ pages: ['1', '301', '601'], counted: 3 })
  })

  it('says how many rows of which table, and why, without a value', async () => {
    const subset = await subsetOf(shop, request('orders', { where: 'state = 3 AND user_id = 4', children: 'all' }))
    expect(describeSubset({ ...subset, seconds: 0 })).toEqual([
      '7 rows of 3 tables, found in 0.0 s',
      'orders         3  asked for (all that match where)',
      'users          1  needed by orders.user_id → users.id',
      'visits         3  child by visits.order_id → orders.id',
    ])
  })

  it('says that children bring nothing where no foreign key leads to the rows asked for', async () => {
    const subset = await subsetOf(shop, request('notes', { limit: 2, children: 'all' }))
    expect(describeSubset(subset)).toContain(
      'children: all brings nothing: no foreign key leads to notes; name what refers to it under references in nightmask.yaml',
    )
  })

  it('refuses what is too much, or too slow, or cannot be found over an index', async () => {
    const refusal = (some: Parameters<typeof request>[1], from = 'orders', limits = wide) =>
      subsetOf(shop, request(from, some), limits).then(
        () => 'nothing',
        (error: Error) => error.message,
      )
    expect(await refusal({}, 'orders', { ...wide, maxRows: 50 })).toMatch(/more than 50 rows .*raise max_rows/)
    expect(await refusal({ where: 'state < 2' }, 'orders', { ...wide, maxRows: 130 })).toMatch(/orders 120, users/)
    expect(await refusal({ where: 'stat < 2' })).toMatch(/not accept its where .*\(error 1054: it names a column/)
    expect(await refusal({ where: 'state <' })).toMatch(/not accept its where .*\(error 1064: it is not valid SQL/)
    expect(await refusal({ where: 'state > 99', allowEmpty: false })).toMatch(
      /no row of orders meets its where.*--allow-empty/,
    )
    expect(await refusal({ where: 'state > 99' })).toBe('nothing')
    expect(await refusal({ where: 'SLEEP(2) = 0' }, 'orders', { ...wide, maxSeconds: 1 })).toMatch(/max_seconds/)
    const loose = { table: 'loose', columns: ['user_id'], references: 'users', referencedColumns: ['id'], when: {} }
    expect(await refusal({ references: [loose], children: [choose('loose')] })).toMatch(
      /loose refers to users only.*of_needed/,
    )
    expect(await refusal({ references: [loose], children: [choose('loose')] }, 'users')).toBe(
      'dataset: 1 problem — children: no index of loose begins with user_id, so finding them would read the whole table; add an index or leave loose out',
    )
    expect(await refusal({}, 'loose')).toMatch(/from: loose has no primary key/)
    expect(
      await refusal({
        where: '1) OR (1',
        percent: 1,
        sample: 'last',
        children: [choose('user')],
        references: [{ ...loose, references: 'user' }],
      }),
    ).toBe(
      'dataset: 5 problems — where closes a bracket that it did not open; percent takes rows by hash; leave sample out, or use limit; sample last needs a limit; references: loose.user_id: no table user (users?); children: user refers to no table of the dataset (users?)',
    )
  })

  it('reads the rows it takes and hardly any other', async () => {
    const reads = await inSnapshot(shop, async (wire, introspected) => {
      const lookup = await createKeyLookup(wire, introspected, 60)
      const count = async () =>
        (await wire.query("SHOW SESSION STATUS LIKE 'Handler_read%'")).reduce(
          (sum, [, value]) => sum + Number(value),
          0,
        )
      const before = await count()
      const subset = await closeSubset(request('orders', { limit: 50 }), introspected, lookup, wide)
      const rows = subset.tables.reduce((sum, table) => sum + table.rows, 0)
      return { rows, reads: (await count()) - before }
    })
    expect(reads.rows).toBeGreaterThan(90)
    expect(reads.reads).toBeLessThan(1000)
  })
})
