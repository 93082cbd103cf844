import type { HistoryKind } from '../kind.ts'
import { insertSql, someRows, tableNamed } from '../rows.ts'
import { rowTables } from '../source-schema.ts'
import { drawValue, text } from '../values.ts'

const family = 'source'

export const changedRowKinds: readonly HistoryKind[] = [
  {
    family,
    name: 'rows come',
    strike: async ({ chance, source }) => {
      const table = chance.pick(rowTables)
      let came = 0
      for (let n = chance.between(1, 12); n > 0; n--)
        came += Number(await source.tries(await insertSql(chance, source, table)))
      return `${came} ${table.name}`
    },
  },
  {
    family,
    name: 'cells change',
    strike: async ({ chance, source }) => {
      const table = chance.pick(rowTables)
      const [column, content] = chance.pick(Object.entries(table.columns))
      const rows = await someRows(chance, source, table, chance.between(1, 9))
      for (const row of rows)
        await source.tries(
          `UPDATE ${table.name} SET ${column} = ${await drawValue(chance, content, source)} WHERE ${row}`,
        )
      return `${table.name}.${column} of ${rows.length} rows`
    },
  },
  {
    family,
    name: 'rows go, and those that hang on them',
    strike: async ({ chance, source }) => {
      const table = chance.pick(rowTables)
      const rows = await someRows(chance, source, table, chance.between(1, 5))
      for (const row of rows) await source.tries(`DELETE FROM ${table.name} WHERE ${row}`)
      return `${rows.length} ${table.name}`
    },
  },
  {
    family,
    name: 'rows go and come again',
    strike: async ({ chance, source }) => {
      const table = chance.pick(
        rowTables.filter(({ name }) =>
          ['order_lines', 'prefs', 'account_notes', 'phrases', 'counters', 'visits'].includes(name),
        ),
      )
      const rows = await someRows(chance, source, table, 4)
      const spare = `again_${table.name}`
      await source.rows(
        `CREATE TEMPORARY TABLE ${spare} AS SELECT * FROM ${table.name} WHERE ${rows.map((row) => `(${row})`).join(' OR ') || 'FALSE'}`,
      )
      for (const row of rows) await source.tries(`DELETE FROM ${table.name} WHERE ${row}`)
      const columns = (await source.rows(`SHOW COLUMNS FROM ${table.name}`))
        .filter(([, , , , , extra]) => !/GENERATED/i.test(extra ?? ''))
        .map(([column]) => `\`${column}\``)
        .join(', ')
      await source.tries(`INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM ${spare}`)
      await source.rows(`DROP TEMPORARY TABLE ${spare}`)
      return `${rows.length} ${table.name}`
    },
  },
  {
    family,
    name: 'two rows exchange unique values',
    strike: async ({ chance, source }) => {
      const table = chance.pick([
        ...rowTables.filter(({ unique }) => unique),
        { ...tableNamed('people'), unique: 'login' },
      ])
      const column = table.unique!
      const pairs = await someRows(chance, source, table, 2)
      if (pairs.length < 2) return 'none'
      const values = []
      for (const row of pairs)
        values.push(
          (
            await source.column(`SELECT CONCAT("_utf8mb4 x'", HEX(${column}), "'") FROM ${table.name} WHERE ${row}`)
          )[0] ?? 'NULL',
        )
      const to = (value: string, from: string) =>
        source.tries(`UPDATE ${table.name} SET ${column} = ${value} WHERE ${from}`)
      // A key is found by what it was; in between stands what nobody has.
      const isKey = table.key.includes(column)
      const middle = isKey ? `${column} = 'nobody@between.test'` : pairs[0]!
      if (await to("'nobody@between.test'", pairs[0]!))
        if (await to(values[0]!, pairs[1]!)) await to(values[1]!, middle)
      return `${table.name}.${column}`
    },
  },
  {
    family,
    name: 'a text changes in case, accents or blanks only',
    strike: async ({ chance, source }) => {
      const [table, column] = chance.pick([
        ['products', 'title'],
        ['phrases', 'phrase'],
        ['accounts', 'plan'],
        ['people', 'country'],
        ['people', 'mail'],
        ['order_lines', 'remark'],
      ] as const)
      const changed = chance.pick([
        `UPPER(${column})`,
        `LOWER(${column})`,
        `CONCAT(${column}, ' ')`,
        `REPLACE(${column}, 'u', 'ü')`,
      ])
      const rows = await someRows(chance, source, tableNamed(table), chance.between(1, 6))
      for (const row of rows) await source.tries(`UPDATE ${table} SET ${column} = ${changed} WHERE ${row}`)
      return `${table}.${column}`
    },
  },
  {
    family,
    name: 'one column changes in every row',
    strike: async ({ chance, source }) => {
      const statement = chance.pick([
        'UPDATE products SET stock = stock + 1',
        'UPDATE orders SET placed = placed + INTERVAL 1 DAY',
        'UPDATE order_lines SET line = line + 10 ORDER BY line DESC',
        "UPDATE phrases SET phrase = CONCAT(phrase, '!')",
        'UPDATE people SET chief_id = NULL',
        "UPDATE people SET profile = JSON_SET(profile, '$.size', 3)",
      ])
      await source.tries(statement)
      return statement
    },
  },
  {
    family,
    name: 'a table loses all its rows',
    strike: async ({ chance, source }) => {
      const table = chance.pick(['visits', 'prefs', 'order_lines', 'phrases', 'counters', 'account_notes'])
      // A sequence of emptied tables would leave nothing to compare.
      const [[count] = []] = await source.rows(`SELECT COUNT(*) FROM ${table}`)
      if (Number(count) < 30 || chance.happens(0.5)) return 'none'
      await source.rows(chance.pick([`TRUNCATE TABLE ${table}`, `DELETE FROM ${table}`]))
      return table
    },
  },
  {
    family,
    name: 'keys change',
    strike: async ({ chance, source }) => {
      const table = chance.pick(rowTables.filter(({ key }) => key.length > 0))
      const column = chance.pick(table.key)
      const rows = await someRows(chance, source, table, chance.between(1, 4))
      let changed = 0
      const isText = ['products', 'accounts', 'phrases', 'counters'].includes(table.name) && column !== 'lang'
      for (const row of rows) {
        const drawn = (await insertSql(chance, source, { ...table, columns: {} }))
          .match(/VALUES \((.*)\)$/)?.[1]
          ?.split(', ')[table.key.indexOf(column)]
        const value =
          isText && chance.happens(0.7)
            ? chance.pick([`UPPER(${column})`, `LOWER(${column})`, `CONCAT(${column}, 'x')`])
            : drawn || null
        if (value) changed += Number(await source.tries(`UPDATE ${table.name} SET ${column} = ${value} WHERE ${row}`))
      }
      return `${table.name}.${column} of ${changed} rows`
    },
  },
  {
    family,
    name: 'two rows exchange their keys',
    strike: async ({ chance, source }) => {
      const [table, between] = chance.pick([
        ['account_notes', '4000000000'],
        ['counters', "'between'"],
        ['products', "'between'"],
        ['tokens', "x'000000000000'"],
      ] as const)
      const column = tableNamed(table).key[0]!
      const all = await source.column(
        `SELECT ${table === 'tokens' ? `HEX(${column})` : column} FROM ${table} ORDER BY 1`,
      )
      const [one, other] = chance.some(all, 2).map((key) => (table === 'tokens' ? `x'${key}'` : text(key)))
      const set = (from: string, to: string) =>
        source.tries(`UPDATE ${table} SET ${column} = ${to} WHERE ${column} = ${from}`)
      if (one && other && (await set(one, between))) if (await set(other, one)) await set(between, other)
      return table
    },
  },
]
