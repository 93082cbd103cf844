import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { digestOf } from '../../../shared/audit/proof/canonical-json.ts'
import { hasValidSignature } from '../../../shared/audit/proof/signature.ts'
import { statementIn } from '../../../shared/audit/proof/statement.ts'
import { allTexts } from '../../e2e/compare.ts'
import { describeEachServer, runSql } from '../../setup/servers.ts'
import { describeOnAws } from '../emulator.ts'
import type { Json } from '../stack/cloud.ts'
import { groups } from '../stack/rds.ts'
import { describeAnnouncements } from './announcements.ts'
import { describeChanges } from './changes.ts'
import { describeDatasets, describeRefusedDatasets } from './datasets.ts'
import { describeFailures } from './failures.ts'
import { describeInterruptions } from './interruptions.ts'
import { isThorough, Nights, runIdOf } from './nights.ts'
import { describePreflight } from './preflights.ts'

// A night of virtual hours takes seconds of a busy machine, and some of these tests are dozens of nights.
vi.setConfig({ testTimeout: 600_000 })

/** One deployed stack serves all tests of this file: starting a process for every function takes longer than a night. */
let nights: Nights

describeOnAws('nights on AWS, as synthesised and bundled', () => {
  beforeAll(async () => {
    nights = await Nights.open()
  }, 900_000)
  afterAll(() => nights?.cloud.stop())

  describeEachServer('with databases', (server) => {
    beforeAll(() => nights.moveTo(server))
    afterAll(() => nights.leave())

    it('publish the shop, masked, and leave nothing but the record', async () => {
      const night = await nights.night()
      expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
      const record = await nights.record(runIdOf(night))
      expect(record).toMatchObject({ outcome: 'published', snapshot: { consistency: 'clone' } })
      expect(record.checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
      expect(record).toMatchObject({
        key: { id: expect.stringMatching(/^k-/), version: expect.any(String) },
        signedBy: expect.stringMatching(/^arn:aws:kms:/),
      })
      expect(hasValidSignature(record)).toBe(true)
      // Its page is vouched for, and the index of all tells of it, written by the function that writes records.
      const [run] = (await nights.stores.records.index()).runs
      expect(run).toMatchObject({ runId: record.runId, outcome: 'published', sha256: digestOf(record) })
      expect((await nights.stores.records.writtenIndex()).page).toContain(`${run!.path}.html`)
      const { envelope } = await nights.stores.records.beside(run!.path)
      expect(statementIn(envelope, record.signature!)?.predicate.tables?.root).toBe(record.tablesRoot)
      const [[orders]] = (await runSql(nights.stagingUrl, 'SELECT COUNT(*) FROM orders')) as [[string]]
      expect(Number(orders)).toBeGreaterThanOrEqual(150)
      const originals = (await runSql(nights.sourceUrl, 'SELECT email, full_name FROM users')).flat() as string[]
      const texts = (await allTexts(nights.stagingUrl)).join('\n')
      expect(originals.filter((original) => texts.includes(original))).toEqual([])
      expect(await nights.leftovers()).toEqual({ clones: [], shadows: [], locks: [] })
      // The clone was made like production.
      expect(nights.rds.made.slice(-2).map(({ args }) => args)).toMatchObject([
        {
          ...{ DbSubnetGroupName: groups.subnetGroup, DbClusterParameterGroupName: groups.clusterParameterGroup },
          StorageType: 'aurora-iopt1',
        },
        { DbInstanceClass: 'db.r8g.large', DbParameterGroupName: groups.parameterGroup },
      ])
      expect(await nights.objects.list(`runs/${runIdOf(night)}/chunks`)).toEqual([])
    })

    describePreflight(() => nights)
    describeDatasets(() => nights)

    // The rest does not depend on the server; it is shown on one.
    if (server.name === 'mariadb' || isThorough) {
      describeFailures(() => nights)
      describeAnnouncements(() => nights)
      describeInterruptions(() => nights)
      describeRefusedDatasets(() => nights)
      describeChanges(() => nights)
    }

    it('count what alarms and dashboard read, under the name of the nightly masking', async () => {
      const lines = (await nights.cloud.fleet.logs()).split('\n').filter((line) => line.includes('"_aws"'))
      const counted = lines.map((line) => JSON.parse(line.slice(line.indexOf('{'))))
      expect(new Set(counted.map(({ service, _aws }) => `${_aws.CloudWatchMetrics[0].Namespace} ${service}`))).toEqual(
        new Set(['Nightmask nightmask/Masking']),
      )
      const names = counted.flatMap(({ _aws }) => _aws.CloudWatchMetrics[0].Metrics.map(({ Name }: Json) => Name))
      expect(names).toEqual(expect.arrayContaining(['RowsMasked', 'RowsLoaded', 'RunsPublished']))
    })

    it('write no original into a log', async () => {
      const originals = (await runSql(nights.sourceUrl, 'SELECT email, full_name FROM users')).flat() as string[]
      const logs = await nights.cloud.fleet.logs()
      expect(logs.length).toBeGreaterThan(1000)
      expect(originals.filter((original) => logs.includes(original))).toEqual([])
    })
  })
})
