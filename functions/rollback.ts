import { awsPorts } from './aws-ports.ts'
import { lambdaFor } from './lambda-for.ts'

/** Publishes the previous generation again: `aws lambda invoke` with an empty payload. */
export const handler = lambdaFor('rollback', awsPorts('live'), (_: object, { live }) => live.rollback())
