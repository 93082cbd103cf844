import { setTimeout as sleep } from 'node:timers/promises'
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { taskGrants } from '../../../infra/task/masking-task.ts'
import { allTexts } from '../../e2e/compare.ts'
import { describeEachServer, runSql } from '../../setup/servers.ts'
import { describeOnAws, emulator } from '../emulator.ts'
import { Nights, runIdOf } from './nights.ts'

vi.setConfig({ testTimeout: 600_000 })

const clean = { clones: [], shadows: [], locks: [] }

describeOnAws('nights that are the work of a task', () => {
  describe.each(['live', 'instance'] as const)('over a source that is %s', (kind) => {
    let nights: Nights

    beforeAll(async () => {
      nights = await Nights.open(kind, 'task')
    }, 900_000)
    afterAll(() => nights?.cloud.stop())

    describeNights(() => nights, kind)
  })
})

function describeNights(opened: () => Nights, kind: 'live' | 'instance'): void {
  describeEachServer('with databases', (server) => {
    beforeAll(() => opened().moveTo(server))
    afterAll(() => opened().leave())

    it('publish the shop, masked, leave nothing but the record, and the record says what did the work', async () => {
      const nights = opened()
      const night = await nights.night()
      expect([night.failure?.cause, nights.cloud.builds.log.slice(-2000)]).toEqual([undefined, expect.any(String)])
      expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
      const record = await nights.record(runIdOf(night))
      expect(record).toMatchObject({ engine: 'task', outcome: 'published', signature: { algorithm: 'ECDSA_SHA_256' } })
      expect(record.timings.map(({ step }) => step)).toEqual(
        expect.arrayContaining(['plan', 'survey', 'snapshot', 'restore', 'seed', 'verify', 'publish']),
      )
      expect(record.checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
      const originals = (await runSql(nights.sourceUrl, 'SELECT email, full_name FROM users')).flat() as string[]
      const texts = `${(await allTexts(nights.stagingUrl)).join('\n')}${nights.cloud.builds.log}`
      expect(originals.filter((original) => texts.includes(original))).toEqual([])
      expect(await nights.leftovers()).toEqual(clean)
    })

    // The rest does not depend on the server; it is shown on one.
    if (server.name === 'mariadb') describePreflight(opened, kind)
    if (server.name === 'mariadb' && kind === 'live') describeEnds(opened)
  })
}

/** Shown without a night. */
function describePreflight(opened: () => Nights, kind: 'live' | 'instance'): void {
  it('are tried by a preflight: a build uses everything that its role was granted, and says what it could not', async () => {
    const nights = opened()
    const { builds } = nights.cloud
    const before = builds.log.length
    const { output, failure } = await nights.preflight()
    expect(failure).toBeNull()
    const { checks } = output as unknown as { checks: { check: string; passed: boolean | null }[] }
    expect(checks.filter(({ check }) => check === 'task')).toMatchObject([{ passed: true }])
    const log = builds.log.slice(before)
    for (const grant of taskGrants) expect(log).toContain(`${grant}: `)
    expect(log).not.toContain('FAILED')
    expect(log).toMatch(kind === 'live' ? /source: it answers as/ : /source: not checked: the first clone/)
  })

  it('and fail it where the task cannot log in to staging', async () => {
    const nights = opened()
    const secrets = new SecretsManagerClient(emulator)
    const given = { SecretId: nights.loginSecret }
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand(given))
    const other = JSON.stringify({ ...JSON.parse(SecretString), username: 'nobody', password: 'wrong' })
    await secrets.send(new PutSecretValueCommand({ ...given, SecretString: other }))
    const { failure } = await nights.preflight()
    await secrets.send(new PutSecretValueCommand({ ...given, SecretString }))
    expect(failure?.error).toBe('NotReady')
    const { failed } = JSON.parse(failure?.cause ?? '{}') as { failed: { check: string; sentence: string }[] }
    expect(failed.find(({ check }) => check === 'task')?.sentence).toMatch(/The build ended with States.TaskFailed/)
    expect(nights.cloud.builds.log).toMatch(
      /staging FAILED: .*\n(.*\n)*.*nightmask: preflight: .* checks failed: .*staging/,
    )
  })
}

/** However the task ends, its night has a record, the old staging serves, and nothing is left. */
function describeEnds(opened: () => Nights): void {
  it('are refused in the words of the task when verification finds an original, and are not waited for', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    const [[email]] = (await runSql(nights.sourceUrl, 'SELECT email FROM users LIMIT 1')) as [[string]]
    await runSql(nights.sourceUrl, `UPDATE products SET description = 'ask ${email}' WHERE id = 1`)
    const night = await nights.night()
    await runSql(nights.sourceUrl, "UPDATE products SET description = 'a lamp' WHERE id = 1")
    expect(night).toMatchObject({ status: 'FAILED', failure: { error: 'Refused' } })
    expect(night.entered.map(({ state }) => state)).not.toContain('Wait for redrive')
    const { outcome, reached, engine } = await nights.record(runIdOf(night))
    expect([outcome, reached, engine]).toEqual(['refused', 'verify', 'task'])
    expect([await nights.stagingDigests(), await nights.leftovers()]).toEqual([old, clean])
  })

  it.each([
    ['is stopped', 'STOPPED', 'SIGTERM', 'interrupted', /^Interrupted\./],
    ['is lost with its machine', 'FAILED', 'SIGKILL', 'failed', /^The task ended in \w+ without a word/],
    ['runs out of its hours', 'TIMED_OUT', 'SIGKILL', 'failed', /^The task was not done within its hours/],
  ] as const)('end in a record when their task %s', async (_, status, signal, outcome, sentence) => {
    const nights = opened()
    const old = await nights.stagingDigests()
    const night = nights.start()
    await atWork(nights, runIdOf(night))
    nights.cloud.builds.end(status, signal)
    await night.done
    const record = await nights.record(runIdOf(night))
    expect([night.status, record.outcome, record.failure]).toEqual(['FAILED', outcome, expect.stringMatching(sentence)])
    expect([await nights.stagingDigests(), await nights.leftovers()]).toEqual([old, clean])
  })

  it('that are aborted with their task have their record from the next night, which publishes', async () => {
    const nights = opened()
    const night = nights.start()
    await atWork(nights, runIdOf(night))
    for (const each of nights.cloud.engine.executions.values()) each.abort()
    await night.done
    expect(night.status).toBe('ABORTED')
    const next = await nights.night()
    expect(next).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
    expect(await nights.record(runIdOf(night))).toMatchObject({ engine: 'task', outcome: 'abandoned', by: night.arn })
  })
}

/** Until the task of a run reads or writes rows. */
async function atWork(nights: Nights, runId: string): Promise<void> {
  for (;;) {
    const note = await nights.stores.notes.read(runId, 'task')
    if (note && note.reached !== 'plan') return
    await sleep(20)
  }
}
