import { type Schema, storedColumns } from '../../schema/schema.ts'
import { idOf } from '../resolving/reference-groups.ts'
import type { Finding } from './finding.ts'
import type { KnownNames } from './names/person-words.ts'
import { TableEvidence } from './tables/table-evidence.ts'
import { findCopies } from './values/copies.ts'
import { findEchoes } from './values/echoes.ts'

/** Sampled cells by table and column, the same index being the same row. */
export type Samples = ReadonlyMap<string, ReadonlyMap<string, readonly (string | null)[]>>

/** What was found in a schema, by `idOf`. */
export interface Detection {
  /** Columns that seem to hold personal data. */
  readonly found: ReadonlyMap<string, Finding>
  /** Columns that are called like personal ones and are none, with the reason. */
  readonly cleared: ReadonlyMap<string, string>
}

/** Every column that seems to hold personal data, from names, types, comments, tables and sampled values. */
export function detect(schema: Schema, samples: Samples, names: KnownNames): Detection {
  const found = new Map<string, Finding>()
  const cleared = new Map<string, string>()
  for (const table of schema.tables) {
    const evidence = new TableEvidence(table, samples.get(table.name) ?? new Map(), names)
    for (const column of storedColumns(table)) {
      const verdict = evidence.verdictOn(column)
      const id = idOf({ table: table.name, column: column.name })
      if (verdict && 'kind' in verdict) found.set(id, verdict)
      else if (verdict) cleared.set(id, verdict.against)
    }
  }
  for (const [id, finding] of findCopies(schema, samples, found, names.common)) found.set(id, finding)
  return { found: new Map([...found, ...findEchoes(schema, samples, found)]), cleared }
}
