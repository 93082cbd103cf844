import type { Project } from '../../../../infra/read-project.ts'
import type { Edge, Edges } from '../edge.ts'
import type { Template } from '../template.ts'

/** Staging's cluster reads chunks by itself, in a role that RDS takes for it and for no other. */
export function stagingLoadEdges(
  { ofType, arnOf, text, account, region }: Template,
  { deploy }: Pick<Project, 'deploy'>,
): Partial<Edges> {
  if (deploy.staging?.load !== 's3') return {}
  const [id] = ofType('AWS::IAM::Role').find(([id]) => id.includes('StagingLoad'))!
  const [bucketId, { Properties }] = ofType('AWS::S3::Bucket').find(([id]) => id.includes('StoresArtifacts'))!
  const role = arnOf(id)
  const bucket = arnOf(bucketId)
  const why = 'Staging reads chunks.'
  const reads = (action: string, on: string): Edge => ({ why, by: { role }, action, on })
  const cluster = (name: string) => `arn:aws:rds:${region}:${account}:cluster:${name}`
  return {
    calls: [
      {
        why: "RDS takes the role of staging's cluster.",
        ...{ by: { service: 'rds.amazonaws.com' }, action: 'sts:AssumeRole', on: role },
        context: { 'aws:SourceAccount': account, 'aws:SourceArn': cluster(deploy.staging.cluster!) },
        bound: { 'aws:SourceAccount': '999999999999', 'aws:SourceArn': cluster('another') },
      },
      reads('s3:GetObject', `${bucket}/runs/*/chunks/*`),
      reads('s3:GetObjectVersion', `${bucket}/runs/*/chunks/*`),
      reads('s3:ListBucket', bucket),
      {
        ...reads(
          'kms:Decrypt',
          text(
            Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
              .KMSMasterKeyID,
          ),
        ),
        context: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucket },
      },
    ],
  }
}
