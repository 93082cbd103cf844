import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

// What each broken one refers to is dropped afterwards. A view of an account that is gone is none of them.
const programs = `CREATE TABLE things (id INT PRIMARY KEY, label VARCHAR(40), old INT, note TEXT, KEY by_label (label), FULLTEXT KEY words (note));
  CREATE TABLE gone (id INT PRIMARY KEY);
  CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
  CREATE DEFINER = 'nobody'@'nowhere' VIEW of_nobody AS SELECT id FROM things;
  CREATE VIEW indexed AS SELECT id FROM things USE INDEX (by_label) WHERE MATCH (note) AGAINST ('lamp');
  CREATE VIEW a_gone (number) AS SELECT id FROM gone WHERE id > 0 WITH CHECK OPTION;
  CREATE VIEW b_column AS SELECT old FROM things;
  CREATE VIEW c_function AS SELECT twice(id) AS n FROM things;
  CREATE VIEW on_gone AS SELECT number FROM a_gone;
  CREATE TRIGGER keeps_old BEFORE UPDATE ON things FOR EACH ROW SET NEW.old = OLD.\`old\` + 1;
  CREATE TRIGGER plain AFTER DELETE ON things FOR EACH ROW SET @n = old.ID;
  INSERT INTO things VALUES (1, 'lamp', NULL, 'a lamp');
  DROP TABLE gone; DROP FUNCTION twice; ALTER TABLE things DROP COLUMN old`
const broken = ['view a_gone', 'view b_column', 'view c_function', 'view on_gone', 'trigger keeps_old']

describeEachServer('programs that cannot be made', (server) => {
  const folder = freshFolder()
  const policy = join(folder, 'policy.yaml')
  let source: TestDatabase
  let staging: TestDatabase
  const run = () => nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
  const there = async () =>
    (
      await runSql(
        staging.url,
        `SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE() UNION ALL
         SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY 1`,
      )
    ).map(([name]) => name)

  it('are left out by init with a reason, and the audit record lists them', async () => {
    source = await freshDatabase(server, 'programs')
    staging = await freshDatabase(server, 'staging')
    await runSql(source.url, programs)
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const init = await nightmask('init', '--source', source.url, '--out', folder)
    expect(init.stdout).toMatch(/Left out +under not_restored.*\n +view a_gone/)
    const { exitCode, stdout } = await run()
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).record.notRestored.map(({ program }: { program: string }) => program)).toEqual(broken)
    expect(await there()).toEqual(['indexed', 'of_nobody', 'plain'])
    expect(await runSql(staging.url, 'SELECT id FROM of_nobody')).toEqual([['1']])
  })

  it('stop the plan when the policy does not say so, all of them named', async () => {
    const whole = readFileSync(policy, 'utf8')
    writeFileSync(policy, whole.slice(0, whole.indexOf('# These could not')))
    const plan = await nightmask('plan', ...runFlags(source.url, staging.url, folder))
    expect(plan.exitCode).toBe(2)
    for (const name of broken)
      expect(plan.stderr.replaceAll(/\s+/g, ' ')).toContain(
        `${name} refers to a table, column or function that is gone`,
      )
    expect(plan.stderr).not.toMatch(/of_nobody|indexed/)
    writeFileSync(policy, whole)
  })
})
