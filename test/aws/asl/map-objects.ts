import { randomUUID } from 'node:crypto'
import type { Json, MapState } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { namesOf, type Visit } from './frame.ts'
import type { ChildResult } from './run-map.ts'
import { StateError } from './state-error.ts'

/** The items of a JSON array in S3. */
export async function readItems(reader: NonNullable<MapState['ItemReader']>, visit: Visit): Promise<Json> {
  const { clock, readObject } = visit.frame.world
  const { Bucket, Key } = (await evaluate(reader.Arguments, namesOf(visit), `ItemReader of ${visit.name}`)) as Record<
    string,
    string
  >
  if (reader.ReaderConfig?.InputType !== 'JSON') throw new Error(`the ItemReader of ${visit.name} does not read JSON`)
  try {
    return JSON.parse(await clock.during(readObject(Bucket!, Key!)))
  } catch (error) {
    throw new StateError('States.ItemReaderFailed', `s3://${Bucket}/${Key}: ${(error as Error).name}`)
  }
}

/** Exports what became of the child executions, failed ones too; null when the state exports nothing. */
export async function writeResults(
  state: MapState,
  visit: Visit,
  results: readonly ChildResult[],
): Promise<Json | null> {
  if (!state.ResultWriter) return null
  const { clock, writeObject } = visit.frame.world
  const { Bucket = '', Prefix } = (await evaluate(
    state.ResultWriter.Arguments,
    namesOf(visit),
    `ResultWriter of ${visit.name}`,
  )) as Record<string, string>
  const run = randomUUID()
  const write = (name: string, value: Json) =>
    clock.during(writeObject(Bucket, `${Prefix}/${run}/${name}`, JSON.stringify(value))).catch((error: Error) => {
      throw new StateError('States.ResultWriterFailed', `s3://${Bucket}/${Prefix}: ${error.name}`)
    })
  const succeeded = results.filter(({ failure }) => !failure)
  const failed = results.flatMap(({ input, failure }) =>
    failure
      ? [{ Status: 'FAILED', StopDate: clock.now().toISOString(), Input: JSON.stringify(input), ...failure.output }]
      : [],
  )
  const compact = state.ResultWriter.WriterConfig?.Transformation === 'COMPACT'
  const told = compact
    ? succeeded.map(({ output }) => output)
    : succeeded.map(({ input, output }) => ({
        Status: 'SUCCEEDED',
        Input: JSON.stringify(input),
        Output: JSON.stringify(output),
      }))
  if (told.length > 0) await write('SUCCEEDED_0.json', told)
  if (failed.length > 0) await write('FAILED_0.json', failed)
  await write('manifest.json', { DestinationBucket: Bucket })
  return { MapRunArn: `arn:mapRun:${run}`, ResultWriterDetails: { Bucket, Key: `${Prefix}/${run}/manifest.json` } }
}
