import { Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Choice, Condition, Parallel, Pass, type State } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { FunctionName } from '../function-table.ts'
import type { MaskingFunction } from '../masking-function.ts'
import type { MaskingTask } from '../task/masking-task.ts'
import { callTask } from './call-task.ts'
import { chunkMap } from './chunk-map.ts'
import { unlessPreflight } from './preflight-own.ts'
import { refreshTrials } from './preflight-refresh.ts'
import { call, expression, notYetFor, passing, repeatable } from './states.ts'
import { Workflow } from './workflow.ts'

export interface RefreshProps {
  readonly functions: Readonly<Record<FunctionName, MaskingFunction>>
  readonly artifacts: IBucket
  readonly artifactsKey: IKey
  readonly longestHours: number
  readonly readers: number
  readonly writers: number
  readonly chunksPerBatch: number
  /** What does the work of a night at once; null when the functions do it. */
  readonly task: MaskingTask | null
}

const run = expression('$run')
const again = { retries: [passing, repeatable] }

/**
 * The pipeline, state by state: a state's name begins with the name of its step. It catches nothing, so a redrive continues at the
 * state that failed, and in a map at the chunks that failed. Input: { run }; { preflight: { id, source } } tries its calls, and no run begins.
 */
export class Refresh extends Workflow {
  constructor(scope: Construct, id: string, props: RefreshProps) {
    super(scope, id, {
      start: (within) => states(within, props),
      // A build that is out of its hours says so itself.
      timeout: Duration.hours(Math.max(props.longestHours, props.task?.mostHours ?? 0)),
      key: props.artifactsKey,
    })
    for (const statement of mapStatements(props)) this.machine.addToRolePolicy(statement)
  }
}

// CDK grants the bucket of a map and forgets its key.
function mapStatements({ artifacts, artifactsKey }: RefreshProps): PolicyStatement[] {
  const allow = (actions: string[], resource: string) => new PolicyStatement({ actions, resources: [resource] })
  return [
    allow(['s3:GetObject'], artifacts.arnForObjects('runs/*/lists/*')),
    allow(
      ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      artifacts.arnForObjects('runs/*/maps/*'),
    ),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], artifactsKey.keyArn),
  ]
}

function states(scope: Construct, props: RefreshProps): State {
  const { functions: by } = props
  const settle = Pass.jsonata(scope, 'Settle', { assign: { run: expression('$states.input.run') }, outputs: {} })
  const identify = call(scope, 'Identify', by.identify, { run }, again)
  const prove = call(scope, 'Prove', by.prove, { run, source: expression('$states.input') }, again)
  const plan = call(scope, 'Plan', by.plan, { run, staging: expression('$states.input') }, again)
  const prepare = call(scope, 'Prepare shadow', by.restore, { run, part: { kind: 'prepare' } }, again)
  const keys = call(scope, 'Restore keys', by.restore, { run, part: { kind: 'keys' } }, again)
  const transfer = call(scope, 'Survey and snapshot', by.transfer, { run }, again)
  const survey = overChunks(scope, 'Survey', by.survey, props)
  const mergeSurvey = call(scope, 'Survey merge', by.merge, { run, step: 'survey' }, again)
  const confirm = call(scope, 'Confirm', by.confirm, { run }, again)
  const publish = call(scope, 'Publish', by.publish, { run }, again)
  settle.next(props.task ? taskOrFunctions(scope, props.task, identify) : identify)
  identify
    .next(prove)
    .next(plan)
    .next(Choice.jsonata(scope, 'Clone or live').when(readsClone, survey).otherwise(transfer))
  survey.next(mergeSurvey).next(prepare)
  transfer.next(prepare)
  prepare
    .next(readAndLoad(scope, props))
    .next(restoreIndexes(scope, props))
    .next(keys)
    .next(call(scope, 'Seed', by.seed, { run }, again))
    .next(verifyRows(scope, props))
    .next(call(scope, 'Verify', by.verify, { run }, again))
    .next(confirm)
    .next(publish)
  return unlessPreflight(scope, refreshTrials(scope, props), settle)
}

const readsClone = Condition.jsonata(expression(`$run.source.mode = 'clone'`))

/**
 * Loaders begin with the first chunk that was read, as many as staging takes; to one that is not there yet they say so, and come again.
 * Survey was before: masking needs all that it found. Each branch is one map, so a redrive repeats nothing of the other.
 */
function readAndLoad(scope: Construct, props: RefreshProps): Parallel {
  const { functions: by } = props
  const snapshot = overChunks(scope, 'Snapshot', by.snapshot, props)
  const merge = call(scope, 'Snapshot merge', by.merge, { run, step: 'snapshot' }, again)
  const end = Pass.jsonata(scope, 'Snapshot end', { outputs: {} })
  snapshot.next(call(scope, 'Snapshot confirm', by.frozen, { run }, again)).next(merge)
  merge.next(end)
  const read = Choice.jsonata(scope, 'Still to read?').when(readsClone, snapshot).otherwise(merge)
  return Parallel.jsonata(scope, 'Read and load', { outputs: {} }).branch(read, restoreRows(scope, props))
}

function taskOrFunctions(scope: Construct, task: MaskingTask, functions: State): State {
  return Choice.jsonata(scope, 'Task or functions')
    .when(Condition.jsonata(expression(`$run.engine = 'task'`)), callTask(scope, task))
    .otherwise(functions)
}

function overChunks(scope: Construct, name: string, lambdaFunction: MaskingFunction, props: RefreshProps) {
  return chunkMap(scope, name, {
    ...{
      lambdaFunction,
      bucket: props.artifacts,
      list: 'chunks',
      concurrency: props.readers,
      hours: props.longestHours,
    },
    itemsPerBatch: props.chunksPerBatch,
    payload: { chunks: expression('$states.input.Items') },
  })
}

// Every batch begins with reading the filters of all originals, unless its container has them: so batches are large.
function verifyRows(scope: Construct, props: RefreshProps) {
  return chunkMap(scope, 'Verify rows', {
    ...{
      lambdaFunction: props.functions.scan,
      bucket: props.artifacts,
      list: 'chunks',
      concurrency: props.readers,
      hours: props.longestHours,
    },
    itemsPerBatch: props.chunksPerBatch * 4,
    payload: { chunks: expression('$states.input.Items') },
  })
}

function restoreRows(scope: Construct, props: RefreshProps) {
  return chunkMap(scope, 'Restore rows', {
    ...{
      lambdaFunction: props.functions.restore,
      bucket: props.artifacts,
      list: 'chunks',
      concurrency: props.writers,
      hours: props.longestHours,
    },
    itemsPerBatch: props.chunksPerBatch,
    retries: [notYetFor(props.longestHours)],
    payload: { part: { kind: 'rows', chunks: expression('$states.input.Items') } },
  })
}

function restoreIndexes(scope: Construct, props: RefreshProps) {
  return chunkMap(scope, 'Restore indexes', {
    ...{
      lambdaFunction: props.functions.restore,
      bucket: props.artifacts,
      list: 'tables',
      concurrency: props.writers,
      hours: props.longestHours,
    },
    itemsPerBatch: 1,
    payload: { part: { kind: 'indexes', tables: expression('[$states.input.Items.table]') } },
  })
}
