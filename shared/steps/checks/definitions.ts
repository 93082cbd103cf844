import type { Check } from '../../audit/record.ts'
import type { Coincidence } from '../../verification/coincidences.ts'
import type { Sighting } from '../../verification/scan.ts'
import { definitionsOf, scanDefinitions } from '../../verification/scan-definitions.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Searches every definition: defaults, comments, labels, partitions, and the text of views, routines and triggers. */
export function searchDefinitions({
  plan,
  stored,
  index,
  ports,
}: VerifyContext): ReadonlyMap<string, readonly Sighting[]> {
  const made = new Set([...plan.tables.map(({ table }) => table), ...plan.skippedTables])
  // Tables as they are stored, programs as they will be made.
  const tables = stored.tables.filter(({ name }) => made.has(name))
  return scanDefinitions(definitionsOf({ tables, programs: plan.schema.programs }), index, ports.originalsKey)
}

/** No real value is in a definition. */
export function checkDefinitions(searched: ReadonlySet<string>, found: readonly Coincidence[]): Check {
  const leaks = found.filter(({ outcome }) => outcome === 'refused')
  const findings = leaks.map(({ in: name, of, what }) => `${name} holds a real value of ${of}, ${what}`)
  return verdictOf('definitions', counted(searched.size, 'definition'), [...new Set(findings)], standing(found))
}

function standing(found: readonly Coincidence[]): string | null {
  const told = found
    .filter(({ outcome }) => outcome === 'accepted' || outcome === 'passed')
    .map(
      ({ in: name, of, outcome }) =>
        `${name} holds a real value of ${of}, ${outcome === 'accepted' ? 'accepted by the policy' : 'which stood there before'}`,
    )
  return told.length > 0 ? `${told.join('; ')}.` : null
}
