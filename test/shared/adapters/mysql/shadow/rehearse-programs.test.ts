import { expect, it } from 'vitest'
import { lasting, rehearsePrograms } from '../../../../../shared/adapters/mysql/shadow/rehearse-programs.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import type { Plan } from '../../../../../shared/policy/plan.ts'
import type { StoredProgram } from '../../../../../shared/schema/schema.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

const program = (type: StoredProgram['type'], name: string, createSql: string) => ({
  ...{ type, name, createSql, table: null },
  ...{ sqlMode: 'STRICT_ALL_TABLES', charsetClient: 'utf8mb4', collationConnection: 'utf8mb4_general_ci' },
})
const programs = [
  program('procedure', 'nothing', 'CREATE PROCEDURE `nothing`() BEGIN END'),
  program('view', 'indexed', 'CREATE VIEW `indexed` AS select id from `t` use index (`to_come`)'),
  program('view', 'fine', 'CREATE VIEW `fine` AS select id from `prod`.`t`'),
  program('view', 'elsewhere', 'CREATE VIEW `elsewhere` AS select id from `not_on_staging`.`facts`'),
  program('trigger', 'early', 'CREATE TRIGGER `early` BEFORE UPDATE ON `t` FOR EACH ROW SET NEW.`dropped` = 1'),
]

describeEachServer('programs tried in the shadow schema', (server) => {
  it('name what staging cannot make, at first only what no index to come will mend, and leave nothing behind', async () => {
    const shadow = await freshDatabase(server, 'tried')
    await runSql(shadow.url, 'CREATE TABLE t (id INT PRIMARY KEY, late INT)')
    const plan = { schema: { database: 'prod', programs }, shadow: shadow.name } as unknown as Plan
    const wire = await openWire(shadow.url, 'staging')
    const mode = await wire.query('SELECT @@sql_mode')
    await expect(rehearsePrograms(wire, plan, lasting)).rejects.toThrow(
      /^These cannot be made on staging: view elsewhere \(error 1(049|146)\), trigger early \(error 1054\); .*not_restored/,
    )
    await expect(rehearsePrograms(wire, plan)).rejects.toThrow(/: view indexed \(error 1176\), view elsewhere/)
    expect(await wire.query('SELECT @@sql_mode')).toEqual(mode)
    wire.close()
    const left = `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
      UNION ALL SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()`
    expect(await runSql(shadow.url, left)).toEqual([['t']])
  })
})
