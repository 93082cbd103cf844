import { createHash } from 'node:crypto'
import { UsageError } from '../../errors.ts'
import type { ChunkRef } from '../../schema/chunk.ts'
import { artifactName } from '../../schema/names.ts'

/** Paths of a run's artifacts; they expire. Table names are hashed: a table may be called `../../x`. */
export const runPaths = {
  run: (runId: string) => `runs/${plainRunId(runId)}`,
  plan: (runId: string) => `${runPaths.run(runId)}/plan.json`,
  chunks: (runId: string) => `${runPaths.run(runId)}/chunks`,
  chunk: (runId: string, chunk: ChunkRef) => `${runPaths.chunks(runId)}/${sharedPlaceOf(chunk)}`,
  receipts: (runId: string, step: string) => `${runPaths.run(runId)}/receipts/${step}`,
  receipt: (runId: string, step: string, chunk: ChunkRef) =>
    `${runPaths.receipts(runId, step)}/${sharedPlaceOf(chunk)}.json`,
  marks: (runId: string, chunk: ChunkRef) => `${runPaths.receipts(runId, 'marks')}/${placeOf(chunk)}`,
  originals: (runId: string, step: string) => `${runPaths.run(runId)}/originals/${step}`,
  originalsOf: (runId: string, step: string, chunk: ChunkRef) =>
    `${runPaths.originals(runId, step)}/${sharedPlaceOf(chunk)}`,
  /** What another run left, beside those of chunks. */
  adopted: (runId: string, step: string, n = '') => `${runPaths.originals(runId, step)}/adopted/${n}`,
  /** What was merged of them. */
  pack: (runId: string, step: string, n: number) =>
    `${runPaths.run(runId)}/originals/${step}-merged/${String(n).padStart(5, '0')}`,
  merged: (runId: string, name: string) => `${runPaths.run(runId)}/originals/${name}`,
  scans: (runId: string) => `${runPaths.run(runId)}/scans`,
  /** A chunk has two parts when rows were seeded beyond it; they begin at different keys. */
  scan: (runId: string, chunk: ChunkRef) =>
    chunk.pack === undefined
      ? `${runPaths.scans(runId)}/${placeOf(chunk)}-${artifactName(JSON.stringify(chunk))}.json`
      : `${runPaths.scans(runId)}/${sharedPlaceOf(chunk)}.json`,
  people: (runId: string) => `${runPaths.run(runId)}/people`,
  peopleOf: (runId: string, chunk: ChunkRef) => `${runPaths.people(runId)}/${placeOf(chunk)}`,
  catalogue: (runId: string) => `${runPaths.run(runId)}/edge-cases.json`,
  note: (runId: string, name: string) => `${runPaths.run(runId)}/notes/${name}.json`,
}

/** What has begun and has no record yet, and records that could not be written: in folders of their own, which hold next to nothing. */
export const ledgerPaths = {
  begun: (runId: string) => `begun/${plainRunId(runId)}.json`,
  unfiled: (runId: string) => `unfiled/${plainRunId(runId)}.json`,
}

/** Path of an audit record without its ending, by the UTC day on which the run began. */
export function recordPath(runId: string, startedAt: string): string {
  return `audit/${startedAt.slice(0, 10).replaceAll('-', '/')}/${plainRunId(runId)}`
}

/** Chunks of a pack are one object. */
function sharedPlaceOf(chunk: ChunkRef): string {
  return chunk.pack === undefined ? placeOf(chunk) : `packs/${String(chunk.pack).padStart(5, '0')}`
}

function placeOf(chunk: ChunkRef): string {
  return `${createHash('sha256').update(chunk.table).digest('hex').slice(0, 16)}/${chunk.n}`
}

// A run id comes from the command line too (--resume, --run): only plain names may become paths.
function plainRunId(runId: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(runId)) return runId
  throw new UsageError('A run id is made of letters, digits and hyphens; `nightmask audit list` shows the known ones.')
}
