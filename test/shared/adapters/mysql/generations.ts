import { createLive } from '../../../../shared/adapters/mysql/publishing/live.ts'
import { takeSeal } from '../../../../shared/adapters/mysql/shadow/seal.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import type { Wire } from '../../../../shared/adapters/mysql/wire/wire.ts'
import type { Plan } from '../../../../shared/policy/plan.ts'
import type { Seal } from '../../../../shared/ports.ts'
import { generationSchema } from '../../../../shared/schema/names.ts'
import { runSql, type TestDatabase, type TestServer } from '../../../setup/servers.ts'

/** Generations of a small staging, each recognised by its number in every row, view, function and trigger. */
export function generationsOf(server: TestServer, staging: TestDatabase) {
  const open = () => openWire(staging.url, 'plain', { multiStatements: true })
  const live = (
    opened: () => Promise<Wire> = open,
    name = 'process 1 on here',
    kind: 'process' | 'execution' = 'process',
  ) =>
    createLive({
      open: opened,
      ...{ database: staging.name, nightly: staging.name, address: 'here', keepTables: [], updates: false },
      claimant: { kind, name },
    })

  /** Loads a generation into its shadow schema and seals it. */
  async function load(number: number): Promise<{ plan: Plan; seal: Seal }> {
    const plan = planOf(staging.name, number)
    const { shadow } = plan
    await runSql(
      server.url,
      `DROP DATABASE IF EXISTS ${shadow}; CREATE DATABASE ${shadow}; USE ${shadow};
       CREATE TABLE p (id INT PRIMARY KEY, g INT); INSERT INTO p VALUES (1, ${number});
       CREATE TABLE t (id INT PRIMARY KEY, g INT, p INT, CONSTRAINT t_p FOREIGN KEY (p) REFERENCES p (id)); INSERT INTO t VALUES (1, ${number}, 1);
       ${number % 2 ? `CREATE TABLE odd (g INT, later INT); INSERT INTO odd VALUES (${number}, ${number})` : 'CREATE TABLE swapped (g INT)'}`,
    )
    const wire = await openWire(staging.url, 'staging')
    const seal = await takeSeal(wire, shadow)
    wire.close()
    return { plan, seal }
  }

  async function publish(number: number) {
    const { plan, seal } = await load(number)
    const over = live()
    try {
      await over.claim(plan.runId)
      return await over.publish(plan, seal)
    } finally {
      over.close()
    }
  }

  /** The number of the generation that is there whole, or what is wrong with it. */
  async function found(): Promise<number | string> {
    const [[t, p, v, w, f] = []] = await runSql(
      staging.url,
      'SELECT (SELECT g FROM t), (SELECT g FROM p), (SELECT g + said FROM v) / 2, (SELECT g FROM w), f()',
    ).catch((error: Error) => [[error.message]])
    const number = Number(t)
    if ([p, v, w, f].some((cell) => Number(cell) !== number)) return `mixed: ${[t, p, v, w, f].join(' ')}`
    const triggers = await runSql(
      server.url,
      `SELECT trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = '${staging.name}'`,
    )
    if (triggers.length !== 1 || !triggers[0]![1]?.includes(`= ${number}`))
      return `triggers: ${JSON.stringify(triggers)}`
    const names = await runSql(
      server.url,
      `SELECT table_name FROM information_schema.tables WHERE table_schema = '${staging.name}' ORDER BY 1`,
    )
    const expected = [
      'nightmask_marker',
      ...(number % 2 ? ['odd', 'p', 'swapped', 't', 'v', 'w'] : ['p', 'swapped', 't', 'v', 'w']),
    ]
    return names.flat().join() === expected.join() ? number : `tables: ${names.flat().join()}`
  }

  return { open, live, load, publish, found }
}

/** The number of the generation whose run this is. */
export function numberOf(runId: string | null): number {
  return Number(runId?.slice(9, 15))
}

/** `swapped` is a view of odd generations and a table of even ones; v has another text each time, w stays. */
function planOf(database: string, number: number): Plan {
  const runId = `20260101-${String(number).padStart(6, '0')}-test`
  const program = (type: string, name: string, createSql: string, table: string | null = null) => ({
    ...{ type, name, table, createSql },
    ...{ sqlMode: '', charsetClient: 'utf8mb4', collationConnection: 'utf8mb4_general_ci' },
  })
  const programs = [
    program('function', 'f', `CREATE FUNCTION \`f\`() RETURNS INT DETERMINISTIC RETURN ${number}`),
    ...(number % 2 ? [program('view', 'swapped', 'CREATE VIEW `swapped` AS SELECT `later` FROM `prod`.`odd`')] : []),
    program(
      'view',
      'v',
      `CREATE ALGORITHM=UNDEFINED VIEW \`prod\`.\`v\` AS SELECT g, ${number} AS said FROM \`prod\`.\`t\``,
    ),
    program('view', 'w', 'CREATE VIEW `w` AS SELECT g FROM `prod`.`p`'),
    program(
      'trigger',
      'stamp',
      `CREATE TRIGGER \`stamp\` BEFORE INSERT ON \`t\` FOR EACH ROW SET NEW.g = ${number}`,
      't',
    ),
  ]
  return {
    ...{ runId, toolVersion: 'test', source: { serverId: 's' }, staging: { database }, tables: [] },
    schema: { database: 'prod', programs, tables: [] },
    shadow: generationSchema(database, 'shadow', runId),
  } as unknown as Plan
}
