import { mergeOriginals } from '../shared/steps/merge-originals.ts'
import { awsPorts } from './aws-ports.ts'
import type { MergeEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Gathers what the chunks of a map have left, once, for all functions after it. */
export const handler = lambdaFor(
  'merge',
  awsPorts('plans', 'originals', 'receipts', 'notes'),
  ({ run, step }: MergeEvent, ports) => mergeOriginals({ runId: run.runId, step }, ports),
)
