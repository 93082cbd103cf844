import mysql, { type Connection } from 'mysql2/promise'

export type Cell = string | null

/** A connection of the matrix' own, past every proxy; each cell comes as text. */
export async function connectTo(url: string): Promise<Connection> {
  const connection = await mysql.createConnection({ uri: url, rowsAsArray: true, typeCast: (field) => field.string() })
  connection.on('error', () => undefined)
  return connection
}

/** Runs statements one after the other and returns the rows of the last. */
export async function sql(url: string, ...statements: string[]): Promise<Cell[][]> {
  const connection = await connectTo(url)
  try {
    let rows: unknown = []
    for (const statement of statements) [rows] = await connection.query(statement)
    return Array.isArray(rows) ? (rows as Cell[][]) : []
  } finally {
    connection.destroy()
  }
}

/** The same, for what may fail: a server that is down, a schema that is gone. */
export async function trySql(url: string, ...statements: string[]): Promise<Cell[][]> {
  return sql(url, ...statements).catch(() => [])
}

export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
