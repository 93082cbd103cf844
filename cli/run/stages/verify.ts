import type { Scanner, StepReport } from '../../../shared/ports.ts'
import { countOrphans as countOrphansIn } from '../../../shared/steps/count-orphans.ts'
import { sealReport } from '../../../shared/steps/seals.ts'
import { settleReuse } from '../../../shared/steps/settle-reuse.ts'
import { assertPassed, type VerifyInput, verify } from '../../../shared/steps/verify.ts'
import { migrateShadow } from '../migrate-shadow.ts'
import { connect, planOf, poolOf, type Run, rowsOf } from '../open-run.ts'

/** Checks the shadow schema, its rows in all threads; throws RefusedError when a check failed. Then staging's migrations may change it. */
export async function verifyStage(run: Run): Promise<StepReport> {
  run.progress.step('verify', rowsOf(planOf(run)))
  const total = { rows: 0, bytes: 0 }
  const { shadow, served } = await connect(run)
  await settleReuse({ runId: run.runId, after: 'snapshot' }, run.stores)
  const scanner = withReports(
    run,
    poolOf(run).scanner(shadow, (rows, bytes) => {
      total.rows += rows
      total.bytes += bytes
      run.progress.advance(rows, bytes)
    }),
  )
  const countOrphans: Scanner['countOrphans'] = (plan, keys) => countOrphansIn(plan, keys, { ...run.stores, shadow })
  const ports = { ...run.stores, shadow, served, originalsKey: run.key, scanner: { ...scanner, countOrphans } }
  const keepIndex: VerifyInput['keepIndex'] = async (plan, index) => {
    // Without a choice of refresh there is no later night that could use it.
    if (plan.refresh) await run.stores.originals.writeIndex(plan.runId, run.key, index)
  }
  assertPassed(await verify({ runId: run.runId, keepIndex, ...(run.sealing ? { sealing: run.sealing } : {}) }, ports))
  await migrateShadow(run)
  return total
}

/** To search what is smaller again takes no longer than to remember what was found. */
const smallestReported = 2 ** 20

/** The check with its reports kept: a later night need not search the same rows for the same again. */
function withReports(run: Run, scanner: Scanner): Scanner {
  const plan = planOf(run)
  const large = new Set(
    plan.tables.filter(({ bytesEstimate }) => bytesEstimate >= smallestReported).map(({ table }) => table),
  )
  return {
    ...scanner,
    async scan(index, parts) {
      const reports = await scanner.scan(index, parts)
      if (!plan.refresh) return reports
      const kept = reports.filter(({ chunk }) => large.has(chunk.table))
      await run.stores.scans.write(
        run.runId,
        kept.map((report) => sealReport(plan, report, run.key)),
      )
      return reports
    },
  }
}
