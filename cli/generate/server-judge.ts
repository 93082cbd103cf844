import { insertSeedSql } from '../../shared/adapters/mysql/shadow/insert-seed.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { quoteName } from '../../shared/schema/quote.ts'
import type { Column, Schema, Table } from '../../shared/schema/schema.ts'
import type { Judge } from '../../shared/seeding/schema/cells/pool.ts'

const probe = 'nightmask_probe'

/** Asks the server itself which rows pass a CHECK, in a temporary table of the columns that it reads. */
export function serverJudge(wire: Wire, { database, tables }: Schema): Judge {
  return async (tableName, { sql, columns }, rows) => {
    const table = tables.find(({ name }) => name === tableName)!
    const read = table.columns.filter(({ name }) => columns.includes(name))
    // A generated column is the server's own: nothing can be put into it.
    if (rows.length === 0 || read.some(({ generated }) => generated)) return rows.map(() => true)
    const number: Column = { ...read[0]!, name: 'nightmask_row', kind: 'integer', generated: false }
    const described: Table = { ...table, name: probe, columns: [number, ...read] }
    await wire.execute(
      `CREATE TEMPORARY TABLE ${quoteName(database)}.${probe} (nightmask_row INT NOT NULL, ${read.map(definition).join(', ')})`,
    )
    try {
      const names = read.map(({ name }) => name)
      const cells = rows.map((row, at) => [String(at), ...names.map((name) => row[name] ?? null)])
      for (const statement of insertSeedSql(database, described, ['nightmask_row', ...names], cells, wire.packetBytes))
        await wire.execute(statement)
      const passing = await wire.query(
        `SELECT nightmask_row FROM ${quoteName(database)}.${probe} WHERE (${sql}) IS NOT FALSE`,
      )
      const numbers = new Set(passing.map(([row]) => Number(row)))
      return rows.map((_, at) => numbers.has(at))
    } finally {
      await wire.execute(`DROP TEMPORARY TABLE ${quoteName(database)}.${probe}`)
    }
  }
}

function definition({ name, columnType, charset, collation, srid }: Column): string {
  const text = charset ? ` CHARACTER SET ${charset}${collation ? ` COLLATE ${collation}` : ''}` : ''
  return `${quoteName(name)} ${columnType}${text} NULL${srid ? ` SRID ${srid}` : ''}`
}
