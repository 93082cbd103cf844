import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { NightmaskError } from '../../shared/errors.ts'
import type { RunRef } from '../../shared/steps/run-ref.ts'
import { assertSameCode } from '../../shared/steps/same-code.ts'
import type { Session } from '../answer.ts'
import { explain } from '../failure.ts'
import { unlessInterrupted } from '../interruption.ts'
import { closeRun, type Run } from '../run/open-run.ts'
import { walk } from '../run/run.ts'
import { openTask, taskSetting } from './open-task.ts'

/**
 * The pipeline of `nightmask run` for a night on AWS, from plan to publish. Lock, audit record and clean-up are Night's; what the
 * record needs to know of this process is noted among the artifacts. Null when it has published.
 */
export async function runTask(ref: RunRef, session: Session): Promise<NightmaskError | null> {
  const stores = await openStores(`s3://${taskSetting('ARTIFACTS_BUCKET')}`)
  const startedAt = new Date().toISOString()
  let run: Run | null = null
  const note = async (failure: NightmaskError | null) => {
    const { reached = 'plan', timings = [] } = run ?? {}
    const told = failure && { kind: failure.kind, message: failure.message }
    await stores.notes.write(ref.runId, 'task', { startedAt, reached, timings, failure: told })
  }
  const work = async () => {
    await note(null)
    assertSameCode(ref, { version: taskSetting('TOOL_VERSION'), digest: taskSetting('CODE_DIGEST') })
    run = await openTask(ref, stores, session)
    await walk(run, () => note(null))
  }
  try {
    const failure = await unlessInterrupted(session.signal, work()).then(() => null, explain)
    if (failure) session.progress.failed()
    await note(failure)
    return failure
  } finally {
    if (run) await closeRun(run)
  }
}
