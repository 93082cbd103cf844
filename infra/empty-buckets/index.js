// Runs as a custom resource of the sandbox, on the SDK of Lambda's own runtime: empties its buckets before they are deleted.
const { DeleteObjectsCommand, ListObjectVersionsCommand, PutBucketPolicyCommand, S3Client } =
  require('@aws-sdk/client-s3')

exports.handler = async ({ RequestType, ResourceProperties }, _context, s3 = new S3Client({})) => {
  if (RequestType === 'Delete') for (const bucket of ResourceProperties.Buckets) await empty(s3, bucket)
}

async function empty(s3, Bucket) {
  // Nothing comes in any more, also no access logs; and what denies deletion is gone.
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] })
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
  // A policy that is replaced may be in force for some seconds more.
  for (let tries = 0; tries < 20; tries++) {
    const left = await deleteAll(s3, Bucket)
    if (left === 0) return
    await new Promise((resolve) => setTimeout(resolve, 5_000))
  }
  throw new Error(`${Bucket} cannot be emptied.`)
}

/** How many versions could not be deleted. Records are locked in governance mode, which this may bypass. */
async function deleteAll(s3, Bucket) {
  let left = 0
  let next = {}
  do {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, ...next }))
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }))
    if (Objects.length > 0) {
      const request = { Bucket, BypassGovernanceRetention: true, Delete: { Objects, Quiet: true } }
      left += (await s3.send(new DeleteObjectsCommand(request))).Errors?.length ?? 0
    }
    next = page.IsTruncated && { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  } while (next)
  return left
}
