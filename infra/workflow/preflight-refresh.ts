import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import { tryTask } from './call-task.ts'
import { mapOverList } from './chunk-map.ts'
import { askedBy, askedForAnswer, passed } from './preflight-own.ts'
import type { RefreshProps } from './refresh.ts'
import { call } from './states.ts'
import { type Tried, unexpected } from './tried.ts'

const called: readonly FunctionName[] = [
  ...(['identify', 'prove', 'plan', 'survey', 'merge', 'transfer', 'restore', 'snapshot'] as const),
  ...(['frozen', 'seed', 'scan', 'verify', 'confirm', 'publish'] as const),
]

/** Each function is called, a map goes over a list of one item in a child execution of its own, and a task is started as in a night. */
export function refreshTrials(scope: Construct, props: RefreshProps): Tried[] {
  const asked = askedBy(scope, 'Refresh', props.functions, called)
  return [...asked, tryMap(scope, props), ...(props.task ? [tryTask(scope, props.task)] : [])]
}

/** The list is the probe that the function plan, which writes lists, has left in the folder of this preflight. */
function tryMap(scope: Construct, { functions, artifacts }: RefreshProps): Tried {
  const check = 'Refresh goes over a list in S3'
  const preflight = { preflight: askedForAnswer('$states.input.BatchInput.id') }
  const state = mapOverList(scope, 'Try maps', {
    ...{ bucket: artifacts, list: 'probe', runId: '$id', itemsPerBatch: 1, concurrency: 1 },
    batchInput: { id: '{% $id %}' },
    work: call(scope, 'Try maps batch', functions.restore, preflight),
    assign: passed(check, 'It read the list, started a child execution for its one item, and wrote the result.'),
  })
  return { state, failed: unexpected(check) }
}
