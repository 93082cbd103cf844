import { UsageError } from '../../errors.ts'
import type { Plan } from '../../policy/plan.ts'
import type { Live } from '../../ports.ts'
import { generationPrefix, generationSchema } from '../../schema/names.ts'
import { quoteName } from '../../schema/quote.ts'
import { readIdentity } from './identity.ts'
import { readLoadMethod } from './load-method.ts'
import { type Marker, markerSql, readMarker } from './marker.ts'
import { proveTarget } from './prove-target.ts'
import { rehearsePrograms } from './rehearse-programs.ts'
import { listSchemas } from './schemas.ts'
import { restorePrograms, swap } from './swap.ts'
import type { Wire } from './wire.ts'

/** Staging's live schema over a plain connection that takes several statements. `keepTables` stay where they are in every swap. */
export function createLive(wire: Wire, database: string, address: string, keepTables: readonly string[]): Live {
  return {
    async prove(source, kept) {
      const identity = await readIdentity(wire, database, address)
      await proveTarget(wire, identity, source, kept)
      const marker = await readMarker(wire, database)
      if (marker) await restorePrograms(wire, database, marker)
      return identity
    },
    loadMethod: () => readLoadMethod(wire),
    async serves() {
      const staging = await readIdentity(wire, database, address)
      return { staging, runId: (await readMarker(wire, database))?.runId ?? null }
    },
    async publish(plan) {
      const marker = markerOf(plan)
      const current = await readMarker(wire, database)
      if (current?.runId === plan.runId) return alreadyPublished(wire, database, plan, current)
      await rehearsePrograms(wire, plan)
      for (const statement of markerSql(plan.shadow, marker)) await wire.execute(statement)
      const previous = generationSchema(database, 'previous', plan.runId)
      return change(wire, { database, keepTables, next: plan.shadow, previous, marker })
    },
    async rollback() {
      const [next] = (await listSchemas(wire, generationPrefix(database, 'previous'))).slice(-1)
      const [current, marker] = [await readMarker(wire, database), next ? await readMarker(wire, next) : null]
      if (!next || !marker || !current)
        throw new UsageError(`${database}: there is no previous generation to go back to.`)
      const previous = generationSchema(database, 'previous', `${current.runId}-r`)
      return change(wire, { database, keepTables, next, previous, marker })
    },
  }
}

interface Change {
  readonly database: string
  readonly keepTables: readonly string[]
  readonly next: string
  readonly previous: string
  readonly marker: Marker
}

async function change(wire: Wire, { database, keepTables, next, previous, marker }: Change) {
  const first = (await readMarker(wire, database)) === null
  if (!first) await wire.execute(`CREATE DATABASE IF NOT EXISTS ${quoteName(previous)}`)
  const { tables, attempts } = await swap(wire, { live: database, next, previous, keepTables, marker })
  await wire.execute(`DROP DATABASE IF EXISTS ${quoteName(next)}`)
  // One generation is kept: what was previous until now goes.
  for (const older of await listSchemas(wire, generationPrefix(database, 'previous')))
    if (older !== previous) await wire.execute(`DROP DATABASE ${quoteName(older)}`)
  return { runId: marker.runId, tables, previousSchema: first ? null : previous, attempts }
}

async function alreadyPublished(wire: Wire, database: string, plan: Plan, marker: Marker) {
  // A try that ended right after its swap may have made only some of them.
  await restorePrograms(wire, database, marker)
  const [previous = null] = (await listSchemas(wire, generationPrefix(database, 'previous'))).slice(-1)
  return { runId: plan.runId, tables: plan.tables.length, previousSchema: previous, attempts: 1 }
}

function markerOf({ runId, toolVersion, source, schema, expiresAt }: Plan): Marker {
  const { database: sourceDatabase, programs } = schema
  return { runId, toolVersion, sourceId: source.serverId, sourceDatabase, programs, expiresAt: expiresAt ?? null }
}
