import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind, Trial } from '../case.ts'
import { planted, policyText } from '../lane/fixture.ts'
import { sourceName, stagingName } from '../lane/lane.ts'
import type { Family } from '../lane/programs.ts'
import { quote, sql } from '../lane/sql.ts'

const family = 'Poison rows and names'

interface Poison {
  readonly name: string
  /** Of the table that it makes, `poison` when left out. */
  readonly table?: string
  /** Columns as DDL; `id` is there already, unless it is said here. */
  readonly columns: string
  /** Rows as the text behind VALUES. */
  readonly rows: readonly string[]
  /** Rules of the columns as YAML. */
  readonly rules?: Readonly<Record<string, string>>
  readonly servers?: readonly Family[]
}

const everyByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')).join('')

const poisons: readonly Poison[] = [
  {
    name: 'every byte',
    columns: 'b VARBINARY(600), l BLOB',
    rows: [`1, x'${everyByte}', x'${everyByte}${everyByte}'`],
  },
  {
    name: 'zero and partial dates',
    columns: 'd DATE, t DATETIME',
    rows: ["1, '0000-00-00', '2024-00-00 00:00:00'", "2, '2024-02-00', '0000-00-00 00:00:00'"],
  },
  { name: 'a cell of 8 MB', columns: 'c LONGTEXT', rows: ["1, REPEAT('abcdefgh', 1048576)"] },
  {
    name: 'NULs, tabs, newlines and backslashes',
    columns: 'c TEXT',
    rows: [`1, CONCAT('a', CHAR(0), '\\t\\n\\r\\\\N\\\\', CHAR(26), CHAR(8), '"')`, "2, '\\\\N'", "3, ''"],
  },
  {
    name: 'latin1 bytes that are no UTF-8',
    columns: 'c VARCHAR(600) CHARACTER SET latin1',
    rows: [`1, x'${everyByte.slice(256)}'`],
  },
  {
    name: 'text that was encoded twice',
    columns: 'c VARCHAR(60) CHARACTER SET utf8mb4',
    rows: ["1, _utf8mb4 x'C383C2A9C3A2E282ACE284A2'", "2, _utf8mb4 x'F09F98B1E2808DE2808F'"],
  },
  { name: 'a table ../../x', table: '../../x', columns: 'c INT', rows: ['1, 2'] },
  { name: 'a table with quotes and a comment', table: '`a\'b"; */ -- x', columns: 'c INT', rows: ['1, 2'] },
  {
    name: 'a table __proto__',
    table: '__proto__',
    columns: '`constructor` INT',
    rows: ['1, 2'],
    rules: { constructor: 'keep' },
  },
  {
    name: 'columns __proto__, constructor and toString',
    columns: '`__proto__` INT, `constructor` INT, `toString` INT',
    rows: ['1, 2, 3, 4'],
    rules: { ['__proto__']: 'keep', constructor: 'keep', toString: 'keep' },
  },
  {
    name: 'a column with a newline and a backtick',
    columns: '`a\n``b` INT',
    rows: ['1, 2'],
    rules: { 'a\n`b': 'keep' },
  },
  {
    name: 'numbers at their ends',
    columns: 'a BIGINT, b BIGINT UNSIGNED, d DECIMAL(65,30), f FLOAT, g DOUBLE, h BIT(64)',
    rows: [
      "1, -9223372036854775808, 18446744073709551615, -12345678901234567890123456789012345.123456789012345678901234567890, 16777216, 1.7976931348623157e308, b'1'",
      '2, 9223372036854775807, 0, 0, -0.0, 5e-324, ~0',
    ],
  },
  { name: 'keys 0 and below', columns: 'c INT', rows: ['-5, 1', '0, 2', '2147483647, 3'] },
  {
    name: 'JSON with null and numbers of 20 digits',
    columns: 'j JSON',
    rows: [`1, '{"a": 12345678901234567890, "b": null, "__proto__": {"x": "\\\\u0000"}}'`, "2, 'null'", '3, NULL'],
  },
  {
    name: 'ENUM and SET with odd labels',
    columns: "e ENUM('', 'a,b', 'ü''') , s SET('x', 'y z')",
    rows: ["1, '', 'x,y z'", "2, 'ü''', ''", '3, 0, 0'],
  },
  { name: 'points', columns: 'p POINT', rows: ['1, ST_GeomFromText("POINT(1 2)")', '2, NULL'] },
  {
    name: 'a table of 300 columns',
    columns: Array.from({ length: 300 }, (_, at) => `c${at} INT DEFAULT ${at}`).join(', '),
    rows: [`1${', 7'.repeat(300)}`],
  },
  { name: 'rows that are equal and have no key', columns: 'id INT, c INT', rows: ['1, 1', '1, 1', '1, 1'] },
  { name: 'an empty table', columns: 'c INT', rows: [] },
  {
    name: 'generated columns',
    columns: 'c INT, g INT AS (c + 1) STORED, v INT AS (c + 2) VIRTUAL',
    rows: ['1, 5, DEFAULT, DEFAULT'],
  },
  { name: 'an invisible column', columns: 'c INT INVISIBLE DEFAULT 4, d INT', rows: ['1, 3'], servers: ['mysql'] },
  {
    name: 'a table with history',
    columns: 'c INT) WITH SYSTEM VERSIONING COMMENT (',
    rows: ['1, 3'],
    servers: ['mariadb'],
  },
  {
    name: 'personal values with NULs, emoji and blanks',
    columns: 'email VARCHAR(190), n VARCHAR(90)',
    rows: [`1, '${planted} 😱 ü@x', ' ${planted}\t'`, `2, CONCAT('${planted}', CHAR(0)), ''`, "3, NULL, '   '"],
    rules: { email: 'email', n: 'full_name' },
  },
  {
    name: 'a personal value of 300 kB',
    columns: 'n MEDIUMTEXT',
    rows: [`1, REPEAT('${planted} speaks ', 20000)`],
    rules: { n: '{ mask: free_text, mode: replace }' },
  },
]

export const rowKinds: readonly Kind[] = poisons.map((poison) => ({
  family,
  name: poison.name,
  ...(poison.servers ? { servers: poison.servers } : {}),
  sampled: poison.table === '../../x',
  expects: { otherSource: true, survives: true },
  strike: async (trial) => {
    const { lane } = trial
    const table = poison.table ?? 'poison'
    const [columns, options = ''] = poison.columns.split(') WITH SYSTEM VERSIONING COMMENT (')
    const body = /^id /.test(poison.columns) ? columns : `id INT PRIMARY KEY, ${columns}`
    const versioned = poison.columns.includes('VERSIONING') ? 'WITH SYSTEM VERSIONING' : options
    await lane.sourceSql(
      "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
      `CREATE TABLE ${quote(table)} (${body}) ${versioned}`,
      ...poison.rows.map((row) =>
        `INSERT INTO ${quote(table)} VALUES (${row})`.replace(
          'VALUES (1, 3)',
          '(id, d) VALUES (1, 3)'.slice(poison.name === 'an invisible column' ? 0 : 8),
        ),
      ),
    )
    const policy = join(lane.folder, 'poison.yaml')
    writeFileSync(policy, `${policyText}${policyOf(table, await columnsOf(trial, table), poison.rules ?? {})}`)
    const ending = await trial.start(['run', ...lane.flags(), '--policy', policy]).ended
    if (ending.code === 0) await compare(trial, table, Object.keys(poison.rules ?? {}))
    return ending
  },
}))

async function columnsOf({ lane }: Trial, table: string): Promise<string[]> {
  const rows = await sql(
    lane.servers.source.url,
    `SELECT column_name FROM information_schema.columns WHERE table_schema = '${sourceName}' AND HEX(table_name) = '${Buffer.from(table).toString('hex').toUpperCase()}'
     AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position`,
  )
  return rows.map(([name]) => name!)
}

function policyOf(table: string, columns: readonly string[], rules: Readonly<Record<string, string>>): string {
  const ruleOf = new Map(Object.entries(rules))
  const lines = columns.map((column) => `    ${JSON.stringify(column)}: ${ruleOf.get(column) ?? '{ keep: "poison" }'}`)
  return `  ${JSON.stringify(table)}:\n${lines.join('\n')}\n`
}

/** Kept cells are the same bytes on both sides; masked ones are not looked at here. */
async function compare(trial: Trial, table: string, ruled: readonly string[]): Promise<void> {
  const kept = (await columnsOf(trial, table)).filter(
    (column) => !ruled.includes(column) || ruled.includes('toString') || column === 'constructor',
  )
  const cells = kept.map((column) => `COALESCE(HEX(CAST(${quote(column)} AS BINARY)), 'NULL')`).join(', ')
  const read = (url: string, schema: string) =>
    sql(url, `SELECT ${cells} FROM ${quote(schema)}.${quote(table)} ORDER BY 1`)
  const { source, staging } = trial.lane.servers
  const [from, to] = [await read(source.url, sourceName), await read(staging.url, stagingName)]
  if (JSON.stringify(from) !== JSON.stringify(to)) trial.blame('kept cells are not what the source has')
}
