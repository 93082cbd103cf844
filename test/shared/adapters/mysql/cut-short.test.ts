import { expect, it } from 'vitest'
import type { Wire } from '../../../../shared/adapters/mysql/wire/wire.ts'
import { describeEachServer, freshDatabase, runSql, sessionsOf } from '../../../setup/servers.ts'
import { generationsOf, numberOf } from './generations.ts'

describeEachServer('a change of staging that is cut short', (server) => {
  it('is made whole at the next start, wherever in the swap it was: the old generation, or the new one', async () => {
    const staging = await freshDatabase(server, 'cut')
    const { open, live, load, publish, found } = generationsOf(server, staging)
    await publish(1)
    const seen = new Set<number | string>()
    for (let statements = 0, number = 2, cut = true; cut; statements += 2) {
      const { plan, seal } = await load(number)
      const wire = await open()
      const dying = live(async () =>
        cutAfter(wire, statements, (whole) => {
          cut = !whole
        }),
      )
      await dying.claim(plan.runId)
      await dying.publish(plan, seal).catch(() => undefined)
      wire.destroy()
      const next = live()
      const state = await claimSoon(next, 'next')
      const now = await found()
      seen.add(now === number ? 'new' : 'old')
      expect([statements, now]).toEqual([statements, numberOf(state.runId)])
      expect(state).toMatchObject({ whole: true, missing: [] })
      // Back to one generation that is not the next to come.
      if (now === number) number++
      next.close()
    }
    expect([...seen].sort()).toEqual(['new', 'old'])
  })

  it('leaves both generations to a rollback, wherever in the rollback it was', async () => {
    const staging = await freshDatabase(server, 'cut_back')
    const { open, live, publish, found } = generationsOf(server, staging)
    await publish(1)
    await publish(2)
    for (let statements = 0, cut = true; cut; statements += 3) {
      const wire = await open()
      await live(async () =>
        cutAfter(wire, statements, (whole) => {
          cut = !whole
        }),
      )
        .rollback()
        .catch(() => undefined)
      wire.destroy()
      const next = live()
      const before = numberOf((await claimSoon(next, 'next')).runId)
      expect([statements, await found()]).toEqual([statements, before])
      expect(numberOf((await next.rollback()).runId)).toBe(3 - before)
      expect([statements, await found()]).toEqual([statements, 3 - before])
      next.close()
    }
  })

  it('by the loss of its connection connects again, waits for what the server was at, and goes on', async () => {
    const staging = await freshDatabase(server, 'cut_off')
    const { open, publish, found } = generationsOf(server, staging)
    await publish(1)
    const reader = await open()
    await reader.execute('START TRANSACTION')
    await reader.query('SELECT * FROM t')
    const publishing = publish(2)
    const waiting = async () =>
      (await sessionsOf(server.url)).filter((one) => one.database === staging.name && /metadata lock/.test(one.state))
    await expect.poll(waiting, { timeout: 60_000 }).not.toEqual([])
    for (const { id } of await waiting()) await runSql(server.url, `KILL ${id}`)
    reader.destroy()
    expect(await publishing).toMatchObject({ runId: '20260101-000002-test', previousRunId: '20260101-000001-test' })
    expect(await found()).toBe(2)
  })
})

/** A connection that dies after so many statements of a packet; `sent` hears whether that was all of them. */
function cutAfter(wire: Wire, statements: number, sent: (whole: boolean) => void): Wire {
  return new Proxy(wire, {
    get(target, name) {
      const value = Reflect.get(target, name, target)
      if (name !== 'multi') return typeof value === 'function' ? value.bind(target) : value
      return async (sql: string) => {
        const all = sql.split('\n;\n')
        sent(statements >= all.length)
        for (const statement of all.slice(0, statements)) await target.execute(statement)
        target.destroy()
        throw new Error('cut')
      }
    },
  })
}

/** The dead connection's lock goes with it, a moment later. */
async function claimSoon(live: ReturnType<ReturnType<typeof generationsOf>['live']>, runId: string) {
  for (let tries = 0; ; tries++)
    try {
      return await live.claim(runId)
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
}
