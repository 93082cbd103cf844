import { expect, it } from 'vitest'
import { runSql } from '../../setup/servers.ts'
import { StateError } from '../asl/state-error.ts'
import { failingAll, isThorough, type Nights, runIdOf } from './nights.ts'

const clean = { clones: [], shadows: [], locks: [] }

/** What may come between: throttling, a second start, a rotated key, an abort, failures after the work. */
export function describeInterruptions(opened: () => Nights): void {
  it('that are throttled, whose chunks fail for a moment, or whose indexes take hours, try again and publish', async () => {
    const nights = opened()
    const met = new Map<string, number>()
    const night = await nights.with(
      (state) => {
        const before = met.get(state) ?? 0
        met.set(state, before + 1)
        // Five hours, in quarters of an hour.
        if (state === 'Restore indexes batch' && before >= 4 && before < 24) return new StateError('Unfinished', '{}')
        if (before >= 4 || state === 'Refresh') return null
        if (!nights.callsFunction(state))
          return before < 2
            ? new StateError('Rds.RdsException', 'Rate exceeded (Service: Rds, Status Code: 400)')
            : null
        if (before < 2) return new StateError('Lambda.TooManyRequestsException', 'Rate Exceeded.')
        if (!state.endsWith(' batch')) return null
        return new StateError(before === 2 ? 'Failed' : 'Sandbox.Timedout', '{}')
      },
      () => nights.night(),
    )
    expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
    expect(met.size).toBeGreaterThan(20)
    expect(await nights.leftovers()).toEqual(clean)
  })

  it('that are started twice are one run, and another night at the same time is skipped', async () => {
    const nights = opened()
    const scheduled = nights.nextNight()
    const started = [nights.start({ scheduled }), nights.start({ scheduled }), nights.start()]
    await Promise.all(started.map(({ done }) => done))
    const outcomes = started.map(({ output }) => (output as { outcome: string }).outcome)
    expect(outcomes.sort()).toEqual(['published', 'skipped', 'skipped'])
    const runs = started.map(runIdOf)
    const refreshes = [...nights.cloud.engine.executions.values()].filter(({ name }) => runs.includes(name))
    expect(refreshes).toHaveLength(1)
    expect(await nights.leftovers()).toEqual(clean)
  })

  it.skipIf(!isThorough)('keep their key although another one becomes current in the middle', async () => {
    const nights = opened()
    const emails = () => runSql(nights.stagingUrl, 'SELECT email FROM users ORDER BY id LIMIT 20')
    const before = await emails()
    nights.onEnter = async (_, { state }) => {
      if (state === 'Survey') await nights.rotateKeys()
    }
    const night = await nights.night()
    nights.onEnter = () => undefined
    expect(await emails()).toEqual(before)
    const { key } = await nights.record(runIdOf(night))
    expect(await nights.currentKeyVersions()).not.toContain(key?.version)
  })

  it('that run out of time, or whose Refresh somebody stops, end in a record, with the old staging serving and nothing left', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    const refresh = nights.cloud.engine.definition(nights.cloud.machineArn('Refresh'))
    const slow: Nights['fault'] = (state) =>
      state === 'Seed' ? new StateError('Lambda.TooManyRequestsException', 'Rate Exceeded.') : null
    const timeOut = () => Object.assign(refresh, { TimeoutSeconds: 3 })
    const stop = () => {
      nights.onEnter = ({ machine, name }, { state }) => {
        if (machine.name.includes('-refresh-') && state === 'Seed') nights.refreshOf(name).abort()
      }
    }
    const { TimeoutSeconds } = refresh
    for (const [interrupt, outcome, sentence] of [
      [timeOut, 'failed', /^The run took longer than its workflow may; redrive it/],
      [stop, 'interrupted', /^Somebody stopped the run/],
    ] as const) {
      interrupt()
      const night = await nights.with(slow, () => nights.night())
      nights.onEnter = () => undefined
      Object.assign(refresh, { TimeoutSeconds })
      const record = await nights.record(runIdOf(night))
      expect([night.status, record.outcome]).toEqual(['FAILED', outcome])
      expect(record.failure).toMatch(sentence)
      expect(await nights.leftovers()).toEqual(clean)
      expect(await nights.stagingDigests()).toEqual(old)
    }
  })

  it('that are aborted leave lock and record to the next night, and clone and shadow to the sweeper', async () => {
    const nights = opened()
    const [[serving]] = (await runSql(nights.stagingUrl, 'SELECT run_id FROM nightmask_marker')) as [[string]]
    nights.onEnter = (_, { state }) => {
      if (state === 'Seed') for (const each of nights.cloud.engine.executions.values()) each.abort()
    }
    const aborted = await nights.night()
    nights.onEnter = () => undefined
    expect(aborted.status).toBe('ABORTED')
    const left = await nights.leftovers()
    expect([left.clones.length, left.shadows.length, left.locks]).toEqual([2, 1, ['runs/lock.json']])
    const next = await nights.night()
    expect(next.entered.map(({ state }) => state)).toContain('Begin by taking over')
    expect(next).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
    expect(await nights.record(runIdOf(aborted))).toMatchObject({
      ...{ outcome: 'abandoned', by: aborted.arn, serves: { runId: serving } },
      // A function that was called goes on when its execution is aborted.
      reached: expect.stringMatching(/^(restore|seed)$/),
      signature: { algorithm: 'ECDSA_SHA_256' },
    })
    expect(await nights.record(runIdOf(next))).toMatchObject({ by: next.arn, serves: { runId: runIdOf(next) } })
    await nights.sweepADayLater()
    expect(await nights.leftovers()).toEqual(clean)
  })

  it.skipIf(!isThorough)(
    'that fail after they have published have published; without their record they have not succeeded',
    async () => {
      const nights = opened()
      const cleaning = ['History', 'Delete clone instance', 'Delete clone cluster', 'End']
      const stock = 'SELECT id, stock FROM products WHERE id <= 20 ORDER BY id'
      for (const states of [cleaning, [...cleaning, 'Audit']]) {
        await runSql(nights.sourceUrl, 'UPDATE products SET stock = stock + 1')
        const night = await nights.with(failingAll(states), () => nights.night())
        expect(night.status).toBe(states.includes('Audit') ? 'FAILED' : 'SUCCEEDED')
        expect(await runSql(nights.stagingUrl, stock)).toEqual(await runSql(nights.sourceUrl, stock))
        expect((await nights.leftovers()).clones.length).toBeGreaterThan(0)
      }
      await nights.night()
      await nights.sweepADayLater()
      expect(await nights.leftovers()).toEqual(clean)
    },
  )
}
