import { DatabaseError } from '../../../errors.ts'
import type { StagingState } from '../../../ports.ts'
import type { StoredProgram } from '../../../schema/schema.ts'
import { serverFlavour } from '../catalog/introspect.ts'
import { dropProgramsSql, isSameProgram, replaceProgramsSql, sessionSql } from '../catalog/program-sql.ts'
import { listProgramNames } from '../catalog/tables.ts'
import type { Wire } from '../wire/wire.ts'
import { type Marker, readMarker, wholeSql } from './marker.ts'
import { readStagingState } from './staging-state.ts'
import { dropSwapViews } from './swap-views.ts'

/**
 * Makes whole what a swap that was cut short has left: the RENAME happened or did not, and the live marker says which generation's programs
 * belong here. What cannot be made is told by the state that it returns. To be called with the staging lock.
 */
export async function settle(wire: Wire, database: string): Promise<StagingState> {
  const marker = await readMarker(wire, database)
  if (marker) {
    // A swap that was cut short leaves its own session settings.
    await wire.execute('UNLOCK TABLES')
    await wire.execute(sessionSql)
    await dropSwapViews(wire, database)
    await makePrograms(wire, database, marker)
  }
  return readStagingState(wire, database)
}

async function makePrograms(wire: Wire, database: string, marker: Marker): Promise<void> {
  // Before the swap ended, a program of the same name may be the old generation's.
  const before = marker.whole || !marker.previous ? null : await readMarker(wire, marker.previous)
  const there = await listProgramNames(wire, database)
  const isThere = ({ type, name }: StoredProgram) => there.has(`${type} ${name}`)
  const isStale = (program: StoredProgram) =>
    !marker.whole && !before?.programs.some((old) => isSameProgram(old, program))
  const { family } = await serverFlavour(wire)
  const lost = (before?.programs ?? []).filter(
    (old) =>
      old.type !== 'trigger' && !marker.programs.some(({ type, name }) => type === old.type && name === old.name),
  )
  for (const statement of dropProgramsSql(lost, database)) await wire.execute(statement)
  let made = true
  for (const program of marker.programs)
    if (!isThere(program) || isStale(program))
      made = (await make(wire, replaceProgramsSql([program], marker.sourceDatabase, database, family))) && made
  if (made && !marker.whole) await wire.execute(wholeSql(database))
}

/** False when the server refuses to make it. */
async function make(wire: Wire, statements: readonly string[]): Promise<boolean> {
  try {
    for (const statement of statements) await wire.execute(statement)
    return true
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    await wire.execute(sessionSql)
    return false
  }
}
