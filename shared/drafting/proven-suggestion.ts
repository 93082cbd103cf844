import type { Suggest } from '../policy/resolving/describe-gaps.ts'
import type { Schema } from '../schema/schema.ts'
import { DraftBench } from './draft-bench.ts'
import { suggestRules } from './suggest-rule.ts'

/** Suggests for a column that has no rule the first one that the plan can prove on it; null when there is none. */
export function provenSuggestion(schema: Schema, locale: string): Suggest {
  return (table, column, kind) => {
    const bench = new DraftBench(schema, locale)
    const ref = { table: table.name, column: column.name }
    bench.decide([ref], suggestRules(kind, table, column, []))
    return bench.decided(ref)
  }
}
