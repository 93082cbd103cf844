import type { HoldStore } from '../shared/adapters/s3/hold.ts'
import type { ExecutionLock } from '../shared/adapters/s3/run-lock.ts'
import type { BeginEvent, BeginResult } from './events.ts'
import { thisCode } from './this-code.ts'

/** Takes the lock of the artifacts, unless nights are held; says which code the run begins with. */
export async function beginRun(
  { despiteHold, ...claim }: BeginEvent,
  { lock, holds }: { readonly lock: ExecutionLock; readonly holds: HoldStore },
): Promise<BeginResult> {
  const code = thisCode()
  const hold = despiteHold ? null : await holds.find(new Date())
  if (hold) return { lock: 'on-hold', holder: null, abandoned: null, hold, code }
  return { ...(await lock.begin(claim)), hold: null, code }
}
