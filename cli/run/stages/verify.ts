import type { StepReport } from '../../../shared/ports.ts'
import { assertPassed, verify } from '../../../shared/steps/verify.ts'
import { migrateShadow } from '../migrate-shadow.ts'
import { connect, planOf, poolOf, type Run, rowsOf } from '../open-run.ts'
import { withoutGrowth } from '../young-generation.ts'

/** Checks the shadow schema, its rows in all threads; throws RefusedError when a check failed. Then staging's migrations may change it. */
export async function verifyStage(run: Run): Promise<StepReport> {
  run.progress.step('verify', rowsOf(planOf(run)))
  const total = { rows: 0, bytes: 0 }
  const { shadow, served } = await connect(run)
  const scanner = poolOf(run).scanner(shadow, (rows, bytes) => {
    total.rows += rows
    total.bytes += bytes
    run.progress.advance(rows, bytes)
  })
  const ports = { ...run.stores, shadow, served, originalsKey: run.key, scanner }
  assertPassed(await withoutGrowth(() => verify({ runId: run.runId }, ports)))
  await migrateShadow(run)
  return total
}
