import { expect, it } from 'vitest'
import { runSql } from '../../setup/servers.ts'
import { StateError } from '../asl/state-error.ts'
import { failing, isThorough, type Nights, nightStates, runIdOf } from './nights.ts'

const clean = { clones: [], shadows: [], locks: [] }
// Without the lock, without a clone, half a clone, and before, amid and after the rows; with NIGHTMASK_TEST_THOROUGH every one.
const telling = [
  ...['Begin', 'Describe source', 'Clone cluster', 'Give clone its own login', 'Refresh', 'Plan'],
  ...['Restore rows batch', 'Publish'],
]

/** Whatever fails before a night has published: a failed record, nothing left behind, the old staging serving. */
export function describeFailures(opened: () => Nights): void {
  it('that fail in a state end in a failed record, with the old staging serving and nothing left', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    const states = [...nightStates(nights.tasksOf('Night')), ...nights.refreshStates()]
    expect(states).toEqual(expect.arrayContaining(telling))
    for (const state of isThorough ? states : telling) {
      const night = await nights.with(failing(state), () => nights.night())
      const told = { state, status: night.status, failure: night.failure?.cause, ...(await nights.leftovers()) }
      expect(told).toEqual({ state, status: 'FAILED', failure: expect.stringContaining('injected'), ...clean })
      const { outcome, failure } = await nights.record(runIdOf(night))
      expect([state, outcome, failure]).toEqual([state, 'failed', expect.stringContaining('injected')])
      expect([state, await nights.stagingDigests()]).toEqual([state, old])
    }
  })

  it('that fail in every state of Refresh, one after another, are audited each time, go on when redriven, and publish', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    await runSql(nights.sourceUrl, 'UPDATE products SET stock = stock + 1')
    const states = nights.refreshStates()
    const failed = new Set<string>()
    const scheduled = nights.nextNight()
    const runId = runIdOf({ input: { scheduled } })
    let met = ''
    nights.onEnter = async ({ machine }, { state }) => {
      if (!machine.name.includes('-night-') || state !== 'Wait for redrive') return
      expect([met, await nights.stagingDigests()]).toEqual([met, old])
      // The failure of now, not one of before the redrive.
      expect((await nights.stores.records.latest())?.failure).toBe(`injected into ${met}`)
      failed.add(met)
      nights.refreshOf(runId).redrive()
    }
    const eachOnce: Nights['fault'] = (state) => {
      if (!states.includes(state) || failed.has(state)) return null
      // One at a time, where states are side by side: nothing is there to load until the other branch is through.
      if (state === 'Restore rows batch' && !failed.has('Snapshot merge')) return new StateError('NotYet', '{}')
      met = state
      return failing(state)(state)
    }
    const night = await nights.with(eachOnce, () => nights.night({ scheduled }))
    nights.onEnter = () => undefined
    expect([...failed].sort()).toEqual([...states].sort())
    expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
    const records = (await nights.stores.records.list()).filter((record) => record.runId === runId)
    expect(records).toHaveLength(states.length + 1)
    expect(await nights.leftovers()).toEqual(clean)
    // Nothing that was done is done again.
    expect(nights.refreshOf(runId).entered.filter(({ state }) => state === 'Snapshot batch')).toHaveLength(2)
  })

  it('whose clone RDS gives up end at once, in a sentence that says where its reasons are', async () => {
    const nights = opened()
    nights.rds.clonesEnd = 'incompatible-parameters'
    const night = await nights.night()
    nights.rds.clonesEnd = null
    expect(night).toMatchObject({ status: 'FAILED', failure: { error: 'Failed' } })
    expect((await nights.record(runIdOf(night))).failure).toMatch(
      /^The clone nightmask-[\w-]+-night-\d+ is incompatible-parameters, .* aws rds describe-events --source-type db-cluster/,
    )
    const waited = night.entered.filter(({ state }) => state === 'Describe restored clone')
    expect(waited.length).toBeLessThan(5)
    expect(await nights.leftovers()).toEqual(clean)
  })

  it('in which verification finds an original publish nothing, and are refused at once', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    const [[email]] = (await runSql(nights.sourceUrl, 'SELECT email FROM users LIMIT 1')) as [[string]]
    await runSql(nights.sourceUrl, `UPDATE products SET description = 'ask ${email}' WHERE id = 1`)
    const night = await nights.night()
    await runSql(nights.sourceUrl, "UPDATE products SET description = 'a lamp' WHERE id = 1")
    expect(night).toMatchObject({ status: 'FAILED', failure: { error: 'Refused' } })
    expect(night.entered.map(({ state }) => state)).not.toContain('Wait for redrive')
    const record = await nights.record(runIdOf(night))
    expect(record.outcome).toBe('refused')
    expect(JSON.stringify(record)).not.toContain(email)
    expect(await nights.stagingDigests()).toEqual(old)
    expect(await nights.leftovers()).toEqual(clean)
  })

  it('whose clone is written to between survey and snapshot are refused: its readers saw more than one moment', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    nights.onEnter = async (_, { state }) => {
      if (state === 'Snapshot') await runSql(nights.sourceUrl, 'UPDATE products SET stock = stock + 1 WHERE id = 1')
    }
    const night = await nights.night()
    nights.onEnter = () => undefined
    expect(night).toMatchObject({ status: 'FAILED', failure: { error: 'Refused' } })
    const { outcome, failure } = await nights.record(runIdOf(night))
    expect([outcome, failure]).toEqual(['refused', expect.stringContaining('written to while it was read: products.')])
    expect(await nights.stagingDigests()).toEqual(old)
    expect(await nights.leftovers()).toEqual(clean)
  })

  it('that find a column nobody classified stop before anything is written', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    await runSql(nights.sourceUrl, 'ALTER TABLE users ADD COLUMN ssn VARCHAR(20)')
    const night = await nights.night()
    await runSql(nights.sourceUrl, 'ALTER TABLE users DROP COLUMN ssn')
    expect(night).toMatchObject({ status: 'FAILED', failure: { error: 'Uncovered' } })
    expect((await nights.record(runIdOf(night))).failure).toContain('users.ssn')
    expect(nights.refreshOf(runIdOf(night)).entered.at(-1)?.state).toBe('Plan')
    expect(await nights.stagingDigests()).toEqual(old)
  })
}
