import type { Schema } from '../../schema/schema.ts'
import type { Problem } from '../file/problems.ts'
import type { Policy } from '../rule.ts'

/** Engines that show one moment to a whole transaction. MyISAM, Aria, MEMORY, ARCHIVE, CSV and the rest do not. */
export function hasSnapshot(engine: string): boolean {
  return ['innodb', 'rocksdb', 'tokudb'].includes(engine.toLowerCase())
}

/** Tables that would be read without a snapshot and are not waived, and waivers that can never apply. */
export function checkEngines(schema: Schema, policy: Policy): Problem[] {
  return schema.tables.flatMap(({ name, engine }) => {
    const waiver = Object.hasOwn(policy.withoutSnapshot, name) ? policy.withoutSnapshot[name]! : null
    const entry = Object.hasOwn(policy.tables, name) ? policy.tables[name]! : null
    if (entry?.rows === 'skip' || hasSnapshot(engine)) {
      const why = entry?.rows === 'skip' ? 'its rows are skipped' : `${engine} has snapshots`
      return waiver ? [{ line: waiver.line, text: `without_snapshot.${name} can never apply: ${why}` }] : []
    }
    if (waiver || !entry) return []
    return [
      {
        line: entry.line,
        text: `${name} is a ${engine} table, which has no snapshot: use skip_rows, or say under without_snapshot why rows of different moments are accepted`,
      },
    ]
  })
}
