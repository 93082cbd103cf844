import { awsPorts } from './aws-ports.ts'
import { runDataset } from './dataset-run.ts'
import type { DatasetEvent } from './events.ts'
import { lambdaFor } from './lambda-for.ts'

/** Refreshes one dataset in a schema of its own and says where the audit record is: `aws lambda invoke`. */
export const handler = lambdaFor(
  'dataset',
  awsPorts('nights', 'deployed'),
  (event: DatasetEvent, { nights, deployed }) => runDataset(event, nights, deployed),
)
