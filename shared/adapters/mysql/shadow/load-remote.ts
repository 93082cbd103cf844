import { RunFailedError, UsageError } from '../../../errors.ts'
import type { Plan } from '../../../policy/plan.ts'
import type { ChunkRef } from '../../../schema/chunk.ts'
import { loadSql } from '../reading/expressions.ts'
import type { Wire } from '../wire/wire.ts'
import { loadedColumns } from './load-chunk.ts'
import { assertUnchanged } from './load-warnings.ts'
import { waitForEnd } from './running-statements.ts'
import { tableOf } from './shadow-tables.ts'

/** Chunks as a server finds them that reads them by itself. */
export interface RemoteChunks {
  /** How the server names the chunk's object: s3-eu-central-1://bucket/key. */
  uri(runId: string, chunk: ChunkRef): string
  /** What tells this version of the object from any other. Throws RunFailedError when there is none. */
  tag(runId: string, chunk: ChunkRef): Promise<string>
}

/**
 * Aurora's LOAD DATA FROM S3 of a masked chunk; returns the rows stored. `bytes` are read beside it, for whoever takes their digest: the
 * object has to be the same version before and after, so what was digested is what the server read.
 */
export async function loadRemote(
  wire: Wire,
  plan: Plan,
  chunk: ChunkRef,
  remote: RemoteChunks | null,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  const chunks = known(remote)
  const before = await chunks.tag(plan.runId, chunk)
  // Both are waited for: a statement that nobody waits for would go on behind the next try.
  const [loaded, read] = await Promise.allSettled([wire.execute(remoteLoadSql(plan, chunk, chunks)), drain(bytes)])
  if (loaded.status === 'rejected') throw loaded.reason
  if (read.status === 'rejected') throw read.reason
  await assertUnchanged(wire, tableOf(plan, chunk.table), loaded.value.warnings)
  if ((await chunks.tag(plan.runId, chunk)) !== before)
    throw new RunFailedError(`${chunk.table}, chunk ${chunk.n}: its object in S3 was replaced while staging read it.`)
  return loaded.value.affectedRows
}

/** Waits for an earlier try's load of this chunk, which the server finishes although its function has ended. */
export async function endRemoteLoad(
  wire: Wire,
  plan: Plan,
  chunk: ChunkRef,
  remote: RemoteChunks | null,
): Promise<void> {
  await waitForEnd(wire, remoteLoadSql(plan, chunk, known(remote)))
}

/** FILE, since a prefix would take chunk 10 for chunk 1 too. */
export function remoteLoadSql(plan: Plan, chunk: ChunkRef, remote: RemoteChunks): string {
  const columns = loadedColumns(plan, chunk.table)
  const from = `FROM S3 FILE ${quoteUri(remote.uri(plan.runId, chunk))}`
  return loadSql(plan.shadow, tableOf(plan, chunk.table), columns, plan.schema.server.family, from)
}

/** A literal, which is all that Aurora takes here. Throws Error unless it is made of plain names. */
export function quoteUri(uri: string): string {
  if (/^s3-[a-z0-9-]+:\/\/[\w./-]+$/.test(uri)) return `'${uri}'`
  throw new Error(`${JSON.stringify(uri)} is no address in S3 that is made of plain names`)
}

function known(remote: RemoteChunks | null): RemoteChunks {
  if (remote) return remote
  throw new UsageError('The run was planned to be loaded from S3, which functions on AWS do: let them go on with it.')
}

async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}
