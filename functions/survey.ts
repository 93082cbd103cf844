import { survey } from '../shared/steps/survey.ts'
import { awsPorts } from './aws-ports.ts'
import { eachChunk } from './each-chunk.ts'
import { lambdaFor } from './lambda-for.ts'

/** Digests the originals of a batch of chunks. */
export const handler = lambdaFor(
  'survey',
  awsPorts('plans', 'source', 'originalsKey', 'originals', 'people', 'receipts'),
  eachChunk(survey),
)
