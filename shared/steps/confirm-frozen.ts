import { RefusedError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { SourceWrites } from '../schema/source-writes.ts'

/**
 * Nobody wrote to the clone while it was read: each of its readers opens a snapshot of its own, which are one moment only then. Compares
 * what plan noted with what is now, and notes that it did. Throws RefusedError with the tables.
 */
export async function confirmFrozen(input: { runId: string }, ports: Pick<Ports, 'source' | 'notes'>): Promise<void> {
  const [before, snapshot] = [
    await ports.notes.read(input.runId, 'writes'),
    await ports.notes.read(input.runId, 'snapshot'),
  ]
  if (!before || !snapshot) throw new RefusedError('The run noted nothing of its source before it was read.')
  const now = await ports.source.writes()
  const written = writtenTables(before, now)
  if (written.length > 0)
    throw new RefusedError(
      `The clone was written to while it was read: ${written.join(', ')}. Its rows are of more than one moment. See to it that nothing writes to clones${now.events > 0 ? ' (its event scheduler is on)' : ''} and run again.`,
    )
  await ports.notes.write(input.runId, 'snapshot', { ...snapshot, reason: whyOneMoment(now) })
}

function writtenTables(before: SourceWrites, now: SourceWrites): string[] {
  if (before.serverRows !== now.serverRows) return ['some table of its server']
  const names = new Set([...Object.keys(before.tables), ...Object.keys(now.tables)])
  return [...names].filter((name) => {
    const [old, current] = [before.tables[name], now.tables[name]]
    if (!old || !current) return true
    return (
      old.lastWrite !== current.lastWrite ||
      old.made !== current.made ||
      old.rowsWritten !== current.rowsWritten ||
      (current.lastWrite !== null && current.lastWrite >= before.at)
    )
  })
}

function whyOneMoment({ tables, events, tells }: SourceWrites): string {
  if (!tells) return 'A clone of production is read; whether somebody wrote to it meanwhile, its server does not tell.'
  const scheduler = events > 0 ? ` Its event scheduler is on, with ${events} events.` : ''
  return `None of the clone's ${Object.keys(tables).length} tables was written to between plan and snapshot.${scheduler}`
}
