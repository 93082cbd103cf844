import { UsageError } from '../shared/errors.ts'

/** Ids that the stack hands to a function, each only where its ports need it. */
export type Setting =
  | 'ARTIFACTS_BUCKET'
  | 'AUDIT_BUCKET'
  | 'SOURCE_DATABASE'
  /** The sandbox's, which is filled. */
  | 'SOURCE_SECRET'
  | 'STAGING_DATABASE'
  | 'STAGING_SECRET'
  | 'AWS_REGION'
  | 'PSEUDONYM_KEY_SECRET'
  | 'ORIGINALS_KEY_SECRET'
  | 'SIGNATURE_KEY'
  | 'NIGHT_WORKFLOW'
  | 'MASKING'
  | 'TOOL_VERSION'
  | 'CODE_DIGEST'

/** The setting of this function; throws UsageError when the stack did not give it. */
export function setting(name: Setting): string {
  const value = process.env[name]
  if (value) return value
  throw new UsageError(`${name} is not set: this function was not deployed for what it is asked.`)
}

/** Whether staging reads chunks from S3 by itself. */
export function loadsFromS3(): boolean {
  return process.env.STAGING_LOAD === 's3'
}

/** `s3://bucket` of a bucket that this function may use; one that it may not use is never asked for anything. */
export function bucketUrl(name: 'ARTIFACTS_BUCKET' | 'AUDIT_BUCKET'): string {
  return `s3://${process.env[name] ?? 'not-for-this-function'}`
}
