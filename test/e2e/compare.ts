import { createHash } from 'node:crypto'
import { runSql } from '../setup/servers.ts'

/** SHA-256 over all rows of the columns, each cell as the hex of its bytes, rows sorted: equal means byte-identical. */
export async function digestOf(url: string, table: string, columns: readonly string[]): Promise<string> {
  const cells = columns.map((column) => `COALESCE(HEX(CAST(${quote(column)} AS BINARY)), 'NULL')`)
  const rows = await runSql(url, `SELECT CONCAT_WS(',', ${cells.join(', ')}) FROM ${quote(table)} ORDER BY 1`)
  return createHash('sha256').update(rows.flat().join('\n')).digest('hex')
}

/** Digest of every table and stored column of a database, except nightmask's own tables. */
export async function digestsOfAll(url: string): Promise<Record<string, string>> {
  const columns = await storedColumns(url)
  const tables = [...new Set(columns.map(([table]) => table))].filter((table) => !table.startsWith('nightmask_'))
  const entries = tables.map(async (table) => [
    table,
    await digestOf(
      url,
      table,
      columns.filter(([name]) => name === table).map(([, column]) => column),
    ),
  ])
  return Object.fromEntries(await Promise.all(entries))
}

/** Every text, JSON and binary cell of a database as one list, for searching originals. */
export async function allTexts(url: string): Promise<string[]> {
  const columns = await storedColumns(
    url,
    "AND data_type IN ('char','varchar','tinytext','text','mediumtext','longtext','json','blob','varbinary','binary','longblob')",
  )
  const texts = columns.map(([table, column]) =>
    runSql(
      url,
      `SELECT CONVERT(${quote(column)} USING utf8mb4) FROM ${quote(table)} WHERE ${quote(column)} IS NOT NULL`,
    ),
  )
  return (await Promise.all(texts)).flat(2).filter((text) => text !== null)
}

export async function storedColumns(url: string, extra = ''): Promise<[string, string][]> {
  const rows = await runSql(
    url,
    `SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND COALESCE(generation_expression, '') = '' ${extra} ORDER BY 1, ordinal_position`,
  )
  return rows as [string, string][]
}

export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
