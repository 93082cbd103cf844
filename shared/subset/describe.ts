import { count } from './meter.ts'
import type { Subset } from './subset.ts'

/** What the plan says of a dataset: which table, how many rows and why, one line each. Counts and names, never a key. */
export function describeSubset(subset: Subset): string[] {
  const total = subset.tables.reduce((sum, { rows }) => sum + rows, 0)
  const width = Math.max(0, ...subset.tables.map(({ table }) => table.length))
  const tables = subset.tables.flatMap(({ table, rows, reasons }) =>
    reasons.map(({ why, rows: ofReason }, at) => {
      const head = at === 0 ? `${table.padEnd(width)} ${count(rows).padStart(9)}` : ' '.repeat(width + 10)
      return `${head}  ${reasons.length > 1 ? `${count(ofReason)} ` : ''}${describeReason(why, subset)}`
    }),
  )
  return [
    `${count(total)} rows of ${subset.tables.length} tables, found in ${subset.seconds.toFixed(1)} s`,
    ...tables,
    ...subset.idle,
    ...subset.outside.map((line) => `not followed: ${line}`),
    ...subset.dangling.map(
      ({ references, keys }) =>
        `${count(keys)} ${keys === 1 ? 'key' : 'keys'} without a row in the source: ${references.join(', ')}`,
    ),
  ]
}

function describeReason(why: string, { asked }: Subset): string {
  return why === 'asked for' ? `asked for (${asked})` : why
}
