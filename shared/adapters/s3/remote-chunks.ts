import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { RemoteChunks } from '../mysql/shadow/load-remote.ts'
import { runPaths } from '../stores/artifact-paths.ts'
import { explainS3 } from './s3-errors.ts'
import { parseS3Url } from './s3-url.ts'

/** Chunks below `s3://bucket/prefix` in this region, as Aurora names them. */
export function remoteChunks(artifactsUrl: string, region: string, client: S3Client): RemoteChunks {
  const { bucket, prefix } = parseS3Url(artifactsUrl)
  return {
    uri: (runId, chunk) => `s3-${region}://${bucket}/${prefix}${runPaths.chunk(runId, chunk)}`,
    async tag(runId, chunk) {
      const Key = prefix + runPaths.chunk(runId, chunk)
      const { ETag = '', LastModified } = await client
        .send(new HeadObjectCommand({ Bucket: bucket, Key }))
        .catch(explainS3(`s3://${bucket}/${Key}`))
      return `${ETag} ${LastModified?.toISOString()}`
    },
  }
}
