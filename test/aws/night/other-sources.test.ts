import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { describeEachServer } from '../../setup/servers.ts'
import { describeOnAws } from '../emulator.ts'
import { groups } from '../stack/rds.ts'
import { Nights, runIdOf } from './nights.ts'

vi.setConfig({ testTimeout: 600_000 })

const clean = { clones: [], shadows: [], locks: [] }

describeOnAws('nights of other sources', () => {
  describe.each([
    ['instance', 'clone'],
    ['live', 'single-connection'],
  ] as const)('a source that is %s', (kind, consistency) => {
    /** Workflows of its own and a process for each function: both servers share them. */
    let nights: Nights

    beforeAll(async () => {
      nights = await Nights.open(kind)
    }, 900_000)
    afterAll(() => nights?.cloud.stop())

    describeNights(() => nights, consistency)

    if (kind === 'instance')
      it('is restored with its own groups, and the clone gets its login when it is there', () => {
        const [{ action, args } = { action: '', args: {} }] = nights.rds.made
        expect([action, args.DbInstanceClass, args.DbSubnetGroupName]).toEqual([
          'restoreDBInstanceToPointInTime',
          'db.r8g.large',
          groups.subnetGroup,
        ])
        expect([args.DbParameterGroupName, args.OptionGroupName]).toEqual([groups.parameterGroup, groups.optionGroup])
      })
  })
})

function describeNights(opened: () => Nights, consistency: string): void {
  describeEachServer('with databases', (server) => {
    beforeAll(() => opened().moveTo(server))
    afterAll(() => opened().leave())

    it('is published and leaves nothing', async () => {
      const night = await opened().night()
      expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
      const { outcome, snapshot } = await opened().record(runIdOf(night))
      expect([outcome, snapshot?.consistency]).toEqual(['published', consistency])
      expect(await opened().leftovers()).toEqual(clean)
    })
  })
}
