import { loadChunk } from '../adapters/mysql/shadow/load-chunk.ts'
import { openWire } from '../adapters/mysql/wire/connect.ts'
import { addressOf, parseDatabaseUrl } from '../adapters/mysql/wire/url.ts'
import type { Wire } from '../adapters/mysql/wire/wire.ts'
import { RunFailedError, UsageError } from '../errors.ts'
import { loadLocales } from '../policy/locales.ts'
import { type RowWriter, rowBlocks } from '../seeding/shop/row-writer.ts'
import { type Shape, type ShopTable, shopLanguages, shopTables } from '../seeding/shop/shape.ts'
import { shopRows } from '../seeding/shop/shop.ts'
import type { Filling } from './filling.ts'
import { loadMethod } from './load-method.ts'
import { prepareShopTables, type ShopTables } from './shop-tables.ts'

/** Rows of one LOAD DATA: large enough for its speed, small enough for the server's undo log and for progress. */
const loadRows = 200_000

export interface FilledShop {
  readonly database: string
  readonly address: string
  readonly rows: Readonly<Record<ShopTable, number>>
}

/** Fills the target with the shop of a shape, made by `schemaSql` where it is missing, `streams` tables at a time. Throws UsageError when it is not empty. */
export async function fillShop(
  targetUrl: string,
  schemaSql: string,
  shape: Shape,
  streams: number,
  progress: Filling,
): Promise<FilledShop> {
  const parsed = parseDatabaseUrl(targetUrl)
  const { database } = parsed
  if (!database) throw new UsageError('The URL of --target names no database; end it with /name.')
  const address = addressOf(parsed)
  const wires: Wire[] = []
  try {
    const wire = await openWire(targetUrl, 'staging')
    wires.push(wire)
    const method = await loadMethod(wire, progress)
    const shop = await prepareShopTables(wire, database, `${address}/${database}`, schemaSql, shape)
    await loadLocales(shopLanguages)
    const writers = shopTables.map((table) => shopRows(shape, table))
    // The largest first, so that the streams end together.
    const queue = writers.toSorted((a, b) => b.rows - a.rows)
    progress.step(
      'generate',
      writers.reduce((sum, { rows }) => sum + rows, 0),
    )
    const lanes = Array.from({ length: Math.min(streams, queue.length) }, async (_, at) => {
      const lane = at === 0 ? wire : await openWire(targetUrl, 'staging')
      if (at > 0) wires.push(lane)
      for (let writer = queue.shift(); writer; writer = queue.shift()) {
        await loadTable(lane, database, shop, writer, method, progress)
        await shop.buildIndexes(lane, writer.table)
      }
    })
    await Promise.all(lanes)
    await shop.finish()
    progress.done()
    const rows = Object.fromEntries(writers.map(({ table, rows }) => [table, rows]))
    return { database, address, rows: rows as Record<ShopTable, number> }
  } finally {
    for (const wire of wires) wire.close()
  }
}

async function loadTable(
  wire: Wire,
  database: string,
  { family, tables }: ShopTables,
  writer: RowWriter,
  method: 'load-data' | 'insert',
  progress: Filling,
): Promise<void> {
  const { table, columns, rows } = writer
  for (let from = 0; from < rows; from += loadRows) {
    const to = Math.min(rows, from + loadRows)
    let bytes = 0
    const blocks = async function* () {
      for (const block of rowBlocks(writer, from, to)) {
        bytes += block.length
        yield block
      }
    }
    const stored = await loadChunk(wire, database, tables[table], columns, family, method, blocks())
    if (stored !== to - from) throw new RunFailedError(`${table}: the server stored ${stored} of ${to - from} rows.`)
    progress.advance(to - from, bytes)
  }
}
