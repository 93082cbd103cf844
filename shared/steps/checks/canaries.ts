import type { Check } from '../../audit/record.ts'
import { controlCanary } from '../../verification/canaries.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import type { Recognition } from '../../verification/recognition.ts'
import type { Sighting } from '../../verification/scan.ts'
import { type VerifyContext, verdictOf } from './context.ts'

/** What the leak check sights of one planted row. */
export interface Planted {
  readonly name: string
  readonly sightings: readonly Sighting[]
}

/** Plants the canaries in a scratch table, with a row that hides none, and scans each. */
export async function scanCanaries({ plan, ports, canaries, index }: VerifyContext): Promise<Planted[]> {
  const planted = [...canaries, controlCanary]
  const table = await ports.shadow.plantCanaries(
    plan,
    planted.map(({ textValue, jsonValue, binaryValue }, id) => ({ id, textValue, jsonValue, binaryValue })),
  )
  const columns = table.columns.map((column) => ({ column, masked: false, searched: column.name !== 'id' }))
  const names = columns.map(({ column }) => column.name)
  const scanned: Planted[] = []
  try {
    for (const [id, { name }] of planted.entries()) {
      const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
      const chunk = { table: table.name, n: id, columns: ['id'], from: [String(id)], to: [String(id + 1)] }
      for await (const batch of ports.shadow.read(plan, table, names, chunk)) scanner.scan(batch)
      scanned.push({ name, sightings: scanner.sightings() })
    }
  } finally {
    await ports.shadow.dropCanaries(plan)
  }
  return scanned
}

/** The leak check finds every canary, and nothing in the row that hides none: a check that cannot fail proves nothing. */
export function checkCanaries(planted: readonly Planted[], recognition: Recognition): Check {
  const findings = planted.flatMap(({ name, sightings }) => {
    const caught = recognition.recognised(sightings).some(({ leak }) => leak)
    if (name === controlCanary.name) return caught ? ['the check cries wolf over a row without an original'] : []
    return caught ? [] : [`not caught: ${name}`]
  })
  return verdictOf('canaries', `${planted.length - 1} planted originals and a row without one`, findings)
}
