import { describe, expect, it } from 'vitest'
import { introspect } from '../../../../shared/adapters/mysql/catalog/introspect.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import { constraintsOf } from '../../../../shared/schema/checks/constraints.ts'
import { parseExpression } from '../../../../shared/schema/checks/parse-expression.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../setup/servers.ts'

const checks = [
  'a > 3',
  'a >= 3.5 OR a IS NULL',
  'NOT (a BETWEEN -5 AND 7)',
  'a NOT IN (1, 2, 77)',
  'MOD(a, 2) = 0 AND a % 3 <> 1',
  'a <=> b',
  '(a IS NULL) = (b IS NOT NULL)',
  'a + b * 2 > 10',
  'b <= a',
  "t LIKE 'x\\_%' OR t <> 'it''s'",
  "t REGEXP '^[a-z]{2}\\\\d+$'",
  't = UPPER(t) COLLATE utf8mb4_bin',
  'CHAR_LENGTH(t) > 3 AND LENGTH(t) < 9',
  "t IN ('ab12', 'X_1', 'größe')",
  'CASE WHEN a = 1 THEN b ELSE 5 END = 5',
  "IF(a > 3, t, 'ä') = 'A'",
  "COALESCE(t, 'none') <> 'none'",
  "d >= '2024-02-29' AND d < DATE '2030-01-01'",
  'YEAR(d) IN (2024, 2026)',
  "m < '09:30:00'",
  'n > 0.1 AND n < 1e3',
  "CONCAT(t, '!') <> 'ab12!'",
  'SUBSTRING(t, 2, 1) = LEFT(t, 1)',
  '(a > 0) XOR (b > 0)',
  'b BETWEEN 3 AND a',
  't REGEXP "^[[:alpha:]]+[[:digit:]]*$"',
  "t LIKE 'GRO_E'",
  't + 0 = 0',
]
const rows = [
  "(1, 5, 'ab12', '2024-02-29', '08:00:00', 0.10)",
  "(8, 8, 'AB12', '2026-10-31', '09:30:00', 999.99)",
  "(-5, NULL, 'X_1', '1999-12-31', '23:59:59', 1000)",
  "(77, -3, 'größe', '2030-01-01', '-01:00:00', 0.11)",
  "(NULL, 2, 'it''s', NULL, NULL, NULL)",
  "(4, 4, 'aa', '2024-03-01', '00:00:00', -5)",
  "(6, 0, NULL, '2026-01-01', '09:29:59', 500.5)",
]

describe('the text of a CHECK', () => {
  it('is not guessed at: what is not understood is null', () => {
    expect(parseExpression("`d` > '2020-01-01' + interval 1 day")).toBeNull()
    expect(parseExpression('`a` > (')).toBeNull()
    expect(parseExpression('cast(`a` as char) = 1')).toBeNull()
  })
})

describeEachServer('a CHECK', (server) => {
  it('means to us what it means to the server, for every row', async () => {
    const { name, url } = await freshDatabase(server, 'checks')
    const constraints = checks.map((check, at) => `CONSTRAINT k${String(at).padStart(2, '0')} CHECK (${check})`)
    const columns = 'a INT, b INT, t VARCHAR(20), d DATE, m TIME, n DECIMAL(8, 2)'
    await runSql(url, `CREATE TABLE checked (${columns}, ${constraints.join(', ')}); CREATE TABLE plain (${columns})`)
    await runSql(url, `INSERT INTO plain VALUES ${rows.join(', ')}`)
    const wire = await openWire(url, 'plain')
    const { tables } = await introspect(wire, name)
    const cells = await wire.query('SELECT a, b, t, d, m, n FROM plain')
    const checked = tables.find((table) => table.name === 'checked')!
    const understood = constraintsOf(checked)
    const names = checked.columns.map((column) => column.name)
    const ours = checks.map((check, at) => {
      const parts = understood.filter((part) => part.check === `k${String(at).padStart(2, '0')}`)
      const verdicts = cells.map((row) =>
        parts.every(({ expression, verdict }) => {
          expect(expression, checks[at]).not.toBeNull()
          return verdict((column) => row[names.indexOf(column)]!)
        }),
      )
      return { check, verdicts }
    })
    const theirs = []
    for (const check of checks)
      theirs.push({
        check,
        verdicts: (await wire.query(`SELECT (${check}) IS NOT FALSE FROM plain`)).map(([cell]) => cell === '1'),
      })
    wire.close()
    expect(ours).toEqual(theirs)
  })
})
