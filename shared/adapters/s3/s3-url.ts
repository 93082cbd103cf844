import { UsageError } from '../../errors.ts'

/** A bucket and the prefix below which a store keeps its objects; '' or ending in a slash. */
export interface S3Place {
  readonly bucket: string
  readonly prefix: string
}

/** Reads `s3://bucket` or `s3://bucket/prefix`. Throws UsageError that says what is wrong. */
export function parseS3Url(url: string): S3Place {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]*)\/?(.*)$/.exec(url) ?? []
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new UsageError('artifacts: a bucket is named as in s3://bucket/prefix')
  const prefix = path.replace(/\/$/, '')
  if (prefix !== '' && !/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(prefix))
    throw new UsageError(
      `artifacts: the prefix in s3://${bucket}/… is made of letters, digits, dots, hyphens and slashes`,
    )
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` }
}
