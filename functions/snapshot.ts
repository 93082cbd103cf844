import { snapshot } from '../shared/steps/snapshot.ts'
import { awsPorts } from './aws-ports.ts'
import { eachChunk } from './each-chunk.ts'
import { lambdaFor } from './lambda-for.ts'

/** Reads, masks and stores a batch of chunks. */
export const handler = lambdaFor(
  'snapshot',
  awsPorts('clock', 'plans', 'source', 'key', 'originals', 'people', 'chunks', 'receipts', 'notes'),
  eachChunk(snapshot),
  ({ rows }) => ({ RowsMasked: rows }),
)
