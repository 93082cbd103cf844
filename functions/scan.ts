import { confirmSightings } from '../shared/steps/confirm-sightings.ts'
import { scanChunks } from '../shared/steps/scan-chunks.ts'
import { sealReport } from '../shared/steps/seals.ts'
import { awsPorts } from './aws-ports.ts'
import { sumOfReports } from './each-chunk.ts'
import type { ChunksEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'
import { plannedPacks } from './planned-chunks.ts'
import { warmIndex } from './warm-index.ts'

/** The leak check of a batch of chunks; verify reads what it reports. */
export const handler = lambdaFor(
  'scan',
  awsPorts('plans', 'shadow', 'receipts', 'notes', 'originals', 'originalsKey', 'scans'),
  async ({ run, chunks: names }: ChunksEvent, { scans, ...ports }) => {
    const index = await warmIndex(run.runId, ports)
    const chunks = (await plannedPacks(run.runId, names, ports)).flat()
    const scanned = await scanChunks({ runId: run.runId, chunks }, index, { ...ports, scans })
    const plan = await ports.plans.read(run.runId)
    const reports = await confirmSightings(plan, scanned, ports)
    await scans.write(
      run.runId,
      reports.map((report) => sealReport(plan, report, ports.originalsKey)),
    )
    return sumOfReports(reports)
  },
)
