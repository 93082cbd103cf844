import { expect, it } from 'vitest'
import { dropOldShadows } from '../../../../../shared/adapters/mysql/shadow/old-shadows.ts'
import { describeEachServer, freshDatabase, runSql, sessionsOf } from '../../../../setup/servers.ts'
import { generationsOf } from '../generations.ts'

describeEachServer('the claim on a staging', (server) => {
  it('is one run’s at a time, and names that run and the connection to end', async () => {
    const { live } = generationsOf(server, await freshDatabase(server, 'claim'))
    const first = live(undefined, 'process 7 on alpha')
    await first.claim('run-a')
    const second = live(undefined, 'process 9 on beta')
    await expect(second.claim('run-b')).rejects.toThrow(/run run-a \(process 7 on alpha\) is at work there.*KILL \d+/)
    first.close()
    second.close()
  })

  it('is lost with its connection: a run that was given up and wakes publishes nothing, and says who took staging over', async () => {
    const staging = await freshDatabase(server, 'fence')
    const { live, load, open, publish, found } = generationsOf(server, staging)
    await publish(1)
    const { plan, seal } = await load(2)
    const wires = [await open()]
    const givenUp = live(async () => wires.shift() ?? open(), 'process 7 on alpha')
    await givenUp.claim(plan.runId)
    const claiming = (await sessionsOf(server.url)).find(({ database }) => database === staging.name)
    await runSql(server.url, `KILL ${claiming!.id}`)
    const other = live(undefined, 'process 9 on beta')
    await other.claim('20260101-000009-test')
    // Its shadow schema went with the claim; the claim is what stops it first.
    other.close()
    await expect(givenUp.publish(plan, seal)).rejects.toThrow(
      /run 20260101-000009-test \(process 9 on beta\) took staging over/,
    )
    expect(await found()).toBe(1)
    givenUp.close()
  })

  it('of functions, which have no connection, is kept from processes until it is given back, and goes to the next execution', async () => {
    const { live } = generationsOf(server, await freshDatabase(server, 'claim'))
    const night = live(undefined, 'functions', 'execution')
    await night.claim('night-1')
    night.close()
    const person = live()
    await expect(person.claim('run-1')).rejects.toThrow(
      /run night-1 \(functions\) took it on .* and has not given it back/,
    )
    person.close()
    const next = live(undefined, 'functions', 'execution')
    await next.claim('night-2')
    await next.release('night-1')
    await next.release('night-2')
    next.close()
    const later = live()
    await later.claim('run-2')
    later.close()
  })

  it('lets go what an ended run has left, also where tables elsewhere refer to it', async () => {
    const staging = await freshDatabase(server, 'refers')
    const [left, kept] = [`${staging.name}_nm_s_20260101000001test`, `${staging.name}_nm_p_20260101000000test`]
    await runSql(
      server.url,
      `CREATE DATABASE ${left}; CREATE DATABASE ${kept}; CREATE TABLE ${kept}.p (id INT PRIMARY KEY); INSERT INTO ${kept}.p VALUES (1);
       CREATE TABLE ${kept}.t (p INT, FOREIGN KEY (p) REFERENCES p (id)); INSERT INTO ${kept}.t VALUES (1); RENAME TABLE ${kept}.p TO ${left}.p`,
    )
    const { live } = generationsOf(server, staging)
    const next = live()
    await next.claim('20260101-000002-test')
    next.close()
    const schemas = await runSql(
      server.url,
      `SHOW DATABASES LIKE '${staging.name.replaceAll('_', '\\_')}\\_nm\\__\\_%'`,
    )
    expect(schemas.flat()).toEqual([kept])
    expect(await runSql(server.url, `SELECT p FROM ${kept}.t`)).toEqual([['1']])
  })

  it('keeps the shadow schema of a run at work from the sweeper, and none of a run that is gone', async () => {
    const staging = await freshDatabase(server, 'sweep')
    const { live, open } = generationsOf(server, staging)
    const running = live()
    await running.claim('20260101-000001-test')
    const [alive, gone] = [`${staging.name}_nm_s_20260101000001test`, `${staging.name}_nm_s_20260101000002test`]
    await runSql(server.url, `CREATE DATABASE ${alive}; CREATE DATABASE ${gone}`)
    const wire = await open()
    expect(await dropOldShadows(wire, staging.name, new Date())).toEqual([gone])
    running.close()
    await expect.poll(() => dropOldShadows(wire, staging.name, new Date()), { timeout: 10_000 }).toEqual([alive])
    wire.close()
  })
})
