import type { SnapshotConnection } from '../shared/adapters/mysql/reading/snapshot-connection.ts'
import { watchForStalls } from '../shared/adapters/mysql/reading/stall-watch.ts'
import { HeldTables } from '../shared/adapters/mysql/shadow/held-tables.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'

/** What a live function holds of production while it reads. */
export interface SourceHold {
  /** What `work` gives; it reads these tables. */
  during<Result>(tables: readonly string[], work: () => Promise<Result>): Promise<Result>
  /** The result of reading, unless production had to wait for the snapshot: then it was let go. */
  whileReading<Result>(work: () => Promise<Result>): Promise<Result>
}

export function sourceHold(url: string, database: string, snapshot: SnapshotConnection): SourceHold {
  const held = new HeldTables<SnapshotConnection>()
  return {
    during: (tables, work) => held.during(snapshot, { tables }, work),
    async whileReading(work) {
      const { connectionId, letsGo } = await snapshot.reach()
      held.keeps = !letsGo
      const wire = await openWire(url, 'source')
      const watch = watchForStalls({
        ...{ wire, database, connectionIds: [connectionId] },
        held: (waiting) => held.now(() => waiting.has(connectionId)),
      })
      try {
        return await Promise.race([work(), watch.stalled])
      } finally {
        watch.stop()
        wire.close()
      }
    },
  }
}

/** The step, each of its calls during the hold of the tables that it reads. */
export function holding<Input extends { chunks: readonly { table: string }[] }, Ports, Report>(
  step: (input: Input, ports: Ports) => Promise<Report>,
): (input: Input, ports: Ports & { hold: SourceHold }) => Promise<Report> {
  return (input, ports) =>
    ports.hold.during(
      input.chunks.map(({ table }) => table),
      () => step(input, ports),
    )
}
