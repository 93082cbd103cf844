import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { detailTypes } from '../../../infra/announcements.ts'
import { runSql } from '../../setup/servers.ts'
import { matchesPattern, transformed } from '../stack/event-bus.ts'
import { failing, type Nights, runIdOf } from './nights.ts'

/** What becomes of a night is told at once, by an event, to whoever has a rule for it. */
export function describeAnnouncements(opened: () => Nights): void {
  it('tell of a failure before they wait for a redrive: which run, why, its record, until when, and nothing of the source', async () => {
    const nights = opened()
    const heard: string[] = []
    nights.onEnter = ({ machine }, { state }) => {
      if (machine.name.includes('night') && state === 'Wait for redrive')
        heard.push(...nights.cloud.bus.of(detailTypes.run).map(({ run }) => String(run)))
    }
    const night = await nights.with(failing('Seed'), () => nights.night())
    nights.onEnter = () => undefined
    const run = runIdOf(night)
    expect(heard).toContain(run)
    const event = nights.cloud.bus.events.find(({ detail }) => detail.run === run)!
    expect(event.detail).toMatchObject({
      ...{ outcome: 'failed', sentence: 'injected into Seed', execution: night.arn, staging: nights.staging },
      record: expect.stringMatching(/^s3:.*\.json$/),
    })
    const waited = night.entered.find(({ state }) => state === 'Wait for redrive')!
    expect(Date.parse(String(event.detail.redriveUntil)) - waited.at.getTime()).toBe(60 * 60_000)
    const originals = (await runSql(nights.sourceUrl, 'SELECT email, full_name FROM users')).flat() as string[]
    expect(originals.filter((original) => JSON.stringify(event).includes(original))).toEqual([])
    const [rule] = nights.rules()
    expect(matchesPattern(rule!.EventPattern, event as never)).toBe(true)
    const letter = transformed(rule!.Targets[0].InputTransformer, event)
    expect(letter).toContain(`run ${run} ended as failed`)
    expect(letter).toContain(`redrive-execution --execution-arn ${nights.refreshOf(run).arn}`)
    const other = { ...event, detail: { ...event.detail, stack: 'another' } }
    const good = { ...event, detail: { ...event.detail, outcome: 'published' } }
    for (const each of [other, good]) expect(matchesPattern(rule!.EventPattern, each as never)).toBe(false)
  })

  it('do not begin while they are held, and say why; a start by hand may', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    await nights.objects.put('runs/hold.json', Buffer.from('{"reason": "load test until Friday"}'))
    const night = await nights.night()
    expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'held', reason: 'load test until Friday' } })
    expect(nights.cloud.bus.of(detailTypes.run).at(-1)).toMatchObject({
      ...{ run: runIdOf(night), outcome: 'held', sentence: 'Nights are held: load test until Friday' },
    })
    expect(await nights.stagingDigests()).toEqual(old)
    const byHand = await nights.night({ despiteHold: true })
    expect(byHand).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
    await nights.objects.delete('runs/hold.json')
  })

  it('are not gone on with by other code: one that is deployed in their middle refuses them and says which', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    // Another one for each server: what was deployed stays.
    const digest = createHash('sha256').update(nights.sourceUrl).digest('hex')
    nights.onEnter = (_, { state }) => {
      if (state === 'Seed') nights.cloud.fleet.deploy({ CODE_DIGEST: digest, TOOL_VERSION: '9.9.9' })
    }
    const night = await nights.night()
    nights.onEnter = () => undefined
    expect(night).toMatchObject({ status: 'FAILED', failure: { error: 'Usage' } })
    const { failure } = await nights.record(runIdOf(night))
    expect(failure).toMatch(/began with nightmask \d\S+ \(deployment \w{8}\), and now 9\.9\.9 .*the next night does/)
    expect(failure).toContain(`(deployment ${digest.slice(0, 8)}) is deployed`)
    expect(night.entered.map(({ state }) => state)).not.toContain('Wait for redrive')
    expect(await nights.stagingDigests()).toEqual(old)
    expect(await nights.leftovers()).toEqual({ clones: [], shadows: [], locks: [] })
    expect(await nights.night()).toMatchObject({ status: 'SUCCEEDED' })
  })

  it('are not rolled back in their middle: the rollback names the execution that is at work', async () => {
    const nights = opened()
    let rollback: ReturnType<Nights['start']> | undefined
    nights.onEnter = async ({ machine }, { state }) => {
      if (!machine.name.includes('refresh') || state !== 'Seed') return
      // Time stands still meanwhile, so nothing may wait for it.
      rollback = nights.cloud.engine.start(nights.cloud.machineArn('Rollback'), { reason: 'now' })
      await rollback.done
    }
    const night = await nights.night()
    nights.onEnter = () => undefined
    expect(night.status).toBe('SUCCEEDED')
    expect(rollback?.status).toBe('FAILED')
    const told = nights.cloud.bus.of(detailTypes.rollback).at(-1)
    expect(told).toMatchObject({ outcome: 'failed', reason: 'now', record: 'none' })
    expect(told?.sentence).toContain(
      `A run is at work on this staging (execution ${night.arn}): nothing was rolled back.`,
    )
  })
}
