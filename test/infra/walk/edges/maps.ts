import type { Json } from '../../synthesise.ts'
import type { Edge } from '../edge.ts'
import type { Template } from '../template.ts'
import type { Machine } from './workflows.ts'

/** A distributed map: child executions, the list that it reads, the results that it writes. */
export function mapCalls({ role, arn, name }: Machine, why: string, state: Json, template: Template): Edge[] {
  const by = { role }
  const executions = `${arn.replace(':stateMachine:', ':execution:')}`
  const on = (place: string, ...actions: string[]): Edge[] => actions.map((action) => ({ why, by, action, on: place }))
  return [
    // Step Functions' guide, «IAM policies for using Distributed Map states».
    ...on(arn, 'states:StartExecution'),
    ...on(`${executions}:*`, 'states:DescribeExecution', 'states:StopExecution'),
    ...on(`${executions}/*:*`, 'states:RedriveExecution'),
    ...read(state.ItemReader, why, by, name, template),
    ...written(state.ResultWriter, why, by, template),
  ]
}

type By = Edge['by']

function read({ Arguments }: Json, why: string, by: By, name: string, template: Template): Edge[] {
  const [, list] = /\/(lists)\/\w+\.json/.exec(Arguments.Key) ?? []
  if (!list) throw new Error(`the walker does not know which object a map of ${name} reads: ${Arguments.Key}`)
  const bucket = bucketNamed(Arguments.Bucket, template)
  return [
    { why, by, action: 's3:GetObject', on: `${bucket.arn}/runs/*/lists/*` },
    keyCall(why, by, 'kms:Decrypt', bucket, template),
  ]
}

// Results are uploaded in parts, and a redriven map reads what the tries before it have written.
const writing = ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload']

function written({ Arguments }: Json, why: string, by: By, template: Template): Edge[] {
  const bucket = bucketNamed(Arguments.Bucket, template)
  return [
    ...writing.map((action) => ({ why, by, action, on: `${bucket.arn}/runs/*/maps/*` })),
    keyCall(why, by, 'kms:GenerateDataKey', bucket, template),
    keyCall(why, by, 'kms:Decrypt', bucket, template),
  ]
}

interface Bucket {
  readonly arn: string
  readonly key: string
}

function bucketNamed(name: string, { ofType, text, arnOf }: Template): Bucket {
  const [id, bucket] = ofType('AWS::S3::Bucket').find(([each]) => text({ Ref: each }) === name) ?? []
  if (!id) throw new Error(`a map reads or writes ${name}, which the template does not make`)
  const [rule] = bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration
  return { arn: arnOf(id), key: text(rule.ServerSideEncryptionByDefault.KMSMasterKeyID) }
}

function keyCall(why: string, by: By, action: string, { arn, key }: Bucket, { region }: Template): Edge {
  const context = { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': arn }
  return { why, by, action, on: key, context }
}
