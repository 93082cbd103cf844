import { expect, it } from 'vitest'
import { testServers } from '../../setup/servers.ts'
import { describeOnAws } from '../emulator.ts'
import { isThorough, Nights, runIdOf } from './nights.ts'

// Each has workflows of its own and a process for each function: seconds that the usual run does without.
describeOnAws('nights of other sources', () => {
  it.skipIf(!isThorough).each([
    ['instance', 'clone'],
    ['live', 'single-connection'],
  ] as const)('publish from a source that is %s and leave nothing', async (kind, consistency) => {
    const nights = await Nights.open(kind)
    try {
      await nights.moveTo(testServers()[0]!)
      const night = await nights.night()
      expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
      const { outcome, snapshot } = await nights.record(runIdOf(night))
      expect([outcome, snapshot?.consistency]).toEqual(['published', consistency])
      expect(await nights.leftovers()).toEqual({ clones: [], shadows: [], locks: [] })
      await nights.leave()
    } finally {
      await nights.cloud.stop()
    }
  })
})
