import { expect, it } from 'vitest'
import { runSql } from '../../setup/servers.ts'
import { failing, type Nights } from './nights.ts'

interface Told {
  readonly execution: string
  readonly outcome: string
  readonly audit: string | null
  readonly failure: string | null
}

/** What is asked for by `aws lambda invoke`. */
export function describeDatasets(opened: () => Nights): void {
  it('make a dataset when its function is asked: a closed part of the shop in a schema of its own', async () => {
    const nights = opened()
    const staging = `${nights.source.slice(0, -4)}_orders`
    const told = await invoke(nights, 'dataset', { dataset: 'recent-orders', staging })
    expect(told).toMatchObject({ outcome: 'published', failure: null })
    const { audit } = told as Told
    expect(audit).toMatch(new RegExp(`^s3://${nights.cloud.audit}/audit/.*\\.json$`))
    const url = `${nights.server.url}/${staging}`
    const orphans = 'SELECT COUNT(*) FROM orders o LEFT JOIN users u ON u.id = o.user_id WHERE u.id IS NULL'
    expect(await runSql(url, orphans)).toEqual([['0']])
    expect(Number((await runSql(url, 'SELECT COUNT(*) FROM users'))[0]![0])).toBeGreaterThan(0)
  })

  it('are taken back by the rollback workflow, which signs a record of who, why, from and to, and tells it', async () => {
    const nights = opened()
    const qa = async () =>
      (await runSql(nights.stagingUrl, "SELECT full_name FROM users WHERE email = 'qa-1@staging.test'"))[0]?.[0]
    await runSql(
      nights.stagingUrl,
      "INSERT INTO users (id, email, full_name, password) VALUES (900001, 'qa-1@staging.test', 'Tester One', '-')",
    )
    const marker = async () => (await runSql(nights.stagingUrl, 'SELECT run_id FROM nightmask_marker'))[0]?.[0]
    const [old, from] = [await nights.stagingDigests(), await marker()]
    await runSql(nights.sourceUrl, 'UPDATE products SET stock = stock + 7')
    await nights.night()
    const newer = await marker()
    expect(await nights.stagingDigests()).not.toEqual(old)
    // What is staging's own is in the new generation, and what has to be otherwise in a copy is.
    const set = 'SELECT description FROM products WHERE id = 2 UNION ALL SELECT COUNT(*) FROM reviews WHERE rating = 1'
    expect([await qa(), await runSql(nights.stagingUrl, set)]).toEqual(['Tester One', [['of staging'], ['0']]])
    expect((await nights.record(newer!)).own).toMatchObject({
      kept: [{ table: 'users', carried: 1, replaced: 0 }],
      settings: [
        { table: 'products', what: 'set description', rows: 1 },
        { table: 'reviews', what: 'empty' },
      ],
    })
    const rollback = await nights.rollback({ reason: 'wrong stock' })
    expect(rollback).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'rolled-back' } })
    expect([await nights.stagingDigests(), await qa()]).toEqual([old, 'Tester One'])
    const { rollback: id } = rollback.output as { rollback: string }
    expect(nights.cloud.bus.of('nightmask rolled back').at(-1)).toMatchObject({
      ...{ rollback: id, outcome: 'rolled-back', from: newer, to: from, reason: 'wrong stock' },
    })
    expect((await nights.leftovers()).locks).toEqual([])
    expect(await nights.record(id)).toMatchObject({
      ...{ kind: 'rollback', outcome: 'rolled-back', by: rollback.arn, serves: { runId: from } },
      change: { from: newer, to: from, reason: 'wrong stock' },
      signature: { algorithm: 'ECDSA_SHA_256' },
    })
    const failed = await nights.with(failing('Roll back'), () => nights.rollback({}))
    expect(failed.status).toBe('FAILED')
    expect(await nights.stores.records.latest()).toMatchObject({
      ...{ kind: 'rollback', outcome: 'failed', failure: 'injected into Roll back', serves: { runId: from } },
    })
  })
}

/** What a dataset's function refuses, and what is told of one that was not made. */
export function describeRefusedDatasets(opened: () => Nights): void {
  it.each([
    [null, 'has to be like'],
    [{}, 'dataset'],
    [{ dataset: 'recent-order' }, 'recent-orders'],
    [{ dataset: 'recent-orders', staging: 'a; DROP' }, 'staging'],
    [{ dataset: 'recent-orders', where: '1 = 1' }, 'where'],
  ])('make none for the payload %j, and say why', async (payload, named) => {
    const { errorType, errorMessage } = (await invoke(opened(), 'dataset', payload)) as Record<string, string>
    expect([errorType, errorMessage]).toEqual(['Usage', expect.stringContaining(named)])
  })

  it('are told in a sentence that a night is at work, and which', async () => {
    const nights = opened()
    let told: unknown
    nights.onEnter = async (_, { state }) => {
      if (state === 'Seed') told = await call(nights, 'dataset', { dataset: 'recent-orders' })
    }
    const night = await nights.night()
    nights.onEnter = () => undefined
    expect(told).toMatchObject({
      outcome: 'skipped',
      failure: `Nothing was made: another run is at work (execution ${night.name}). Ask again when it has ended.`,
    })
  })

  it('tell where the record of a dataset is that could not be read, at once: nobody redrives it', async () => {
    const nights = opened()
    const payload = { dataset: 'recent-orders', staging: `${nights.source.slice(0, -4)}_failed` }
    const told = await nights.with(failing('Survey and snapshot'), () => invoke(nights, 'dataset', payload))
    expect(told).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('injected') })
    expect((told as Told).audit).toMatch(/^s3:/)
    const { entered } = nights.cloud.engine.find((told as Told).execution)
    expect(entered.map(({ state }) => state)).not.toContain('Wait for redrive')
    expect(await nights.leftovers()).toMatchObject({ shadows: [], locks: [] })
  })

  it('cannot be taken back by the function alone, which would leave no record', async () => {
    const { errorType, errorMessage } = (await invoke(opened(), 'rollback', {})) as Record<string, string>
    expect([errorType, errorMessage]).toEqual(['Usage', expect.stringContaining('started as its workflow')])
  })
}

async function invoke(nights: Nights, name: string, payload: Record<string, string> | null): Promise<unknown> {
  // A run that nobody scheduled is named after its start; virtual time stands still between two of them.
  await nights.cloud.engine.clock.sleep(1, new AbortController().signal)
  return call(nights, name, payload)
}

async function call(nights: Nights, name: string, payload: Record<string, string> | null): Promise<unknown> {
  const answer = await nights.cloud.fleet.invoke(nights.cloud.functionArn(name), payload)
  return 'payload' in answer ? answer.payload : answer.functionError
}
