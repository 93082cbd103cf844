import { NotYetError } from '../shared/errors.ts'
import type { Ports } from '../shared/ports.ts'
import type { RestorePart } from '../shared/steps/restore.ts'
import type { RestoreEvent } from './events.ts'
import { plannedPacks } from './planned-chunks.ts'

/** The parts of restore that an event asks for: one for each pack or table of a batch. */
export async function restoreParts(
  { run: { runId }, part }: RestoreEvent,
  ports: Pick<Ports, 'plans'>,
): Promise<readonly RestorePart[]> {
  if (part.kind === 'rows')
    return (await plannedPacks(runId, part.chunks, ports)).map((chunks) => ({ kind: 'rows', chunks }))
  if (part.kind === 'indexes') return part.tables.map((table) => ({ kind: 'indexes', table }))
  return [part]
}

/** Loading goes on beside reading: throws NotYetError for rows that are not there yet. */
export async function assertRead(
  runId: string,
  part: RestorePart,
  { receipts }: Pick<Ports, 'receipts'>,
): Promise<void> {
  if (part.kind !== 'rows' || (await receipts.isRead(runId, part.chunks))) return
  const [{ table, n }] = part.chunks
  throw new NotYetError(`${table}, chunk ${n}: it is not read yet.`)
}
