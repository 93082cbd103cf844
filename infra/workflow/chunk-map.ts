import type { IBucket } from 'aws-cdk-lib/aws-s3'
import {
  DistributedMap,
  type IChainable,
  ItemBatcher,
  OutputType,
  ResultWriterV2,
  type RetryProps,
  S3JsonItemReader,
  StateMachineType,
  Transformation,
  WriterConfig,
} from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { MaskingFunction } from '../masking-function.ts'
import { call, expression, passing, repeatable, unfinishedFor } from './states.ts'

export interface ChunkMap {
  readonly bucket: IBucket
  /** A list that plan has written: runs/<run id>/lists/<list>.json. */
  readonly list: 'chunks' | 'tables'
  readonly lambdaFunction: MaskingFunction
  readonly itemsPerBatch: number
  readonly concurrency: number
  /** How long a server may be at one statement. */
  readonly hours: number
  /** What the function gets beside `run`, made of the batch in `$states.input`. */
  readonly payload: Record<string, unknown>
  /** Beside those that every map has. */
  readonly retries?: readonly RetryProps[]
}

/** A Distributed Map over a list of the run in S3: batches of items, each one call of the function in a child execution. */
export function chunkMap(scope: Construct, name: string, map: ChunkMap): DistributedMap {
  const work = call(
    scope,
    `${name} batch`,
    map.lambdaFunction,
    { run: expression('$states.input.BatchInput.run'), ...map.payload },
    { retries: [passing, unfinishedFor(map.hours), ...(map.retries ?? []), repeatable] },
  )
  return mapOverList(scope, name, { ...map, runId: '$run.runId', batchInput: { run: expression('$run') }, work })
}

export interface ListMap extends Pick<ChunkMap, 'bucket' | 'itemsPerBatch' | 'concurrency'> {
  readonly list: string
  /** JSONata for the id of the run in whose folder list and results lie. */
  readonly runId: string
  /** What each child execution gets beside `Items`. */
  readonly batchInput: Record<string, unknown>
  readonly work: IChainable
  readonly assign?: Record<string, string>
}

/** A Distributed Map over runs/<run id>/lists/<list>.json, whose results go to runs/<run id>/maps/<name>. */
export function mapOverList(scope: Construct, name: string, map: ListMap): DistributedMap {
  const folder = `'runs/' & ${map.runId}`
  const state = DistributedMap.jsonata(scope, name, {
    // Fifteen minutes are too long for an express execution.
    mapExecutionType: StateMachineType.STANDARD,
    maxConcurrency: map.concurrency,
    itemReader: new ListReader({ bucket: map.bucket, key: expression(`${folder} & '/lists/${map.list}.json'`) }),
    itemBatcher: new ItemBatcher({
      maxItemsPerBatch: map.itemsPerBatch,
      // A state takes 256 KiB, and a table's name may have 64 characters of four bytes, each escaped as six.
      maxInputBytesPerBatch: 128 * 1024,
      batchInput: map.batchInput,
    }),
    resultWriterV2: new MapsWriter({
      bucket: map.bucket,
      prefix: expression(`${folder} & '/maps/${name.replaceAll(' ', '-').toLowerCase()}'`),
      writerConfig: new WriterConfig({ outputType: OutputType.JSON, transformation: Transformation.NONE }),
    }),
    outputs: {},
    ...(map.assign ? { assign: map.assign } : {}),
  })
  state.itemProcessor(map.work)
  return state
}

// CDK would grant the whole bucket, since the folder is an expression; Refresh grants lists and maps.
class ListReader extends S3JsonItemReader {
  override providePolicyStatements(): [] {
    return []
  }
}

class MapsWriter extends ResultWriterV2 {
  override providePolicyStatements(): [] {
    return []
  }
}
