import type { EdgeCasePack, SeededCase } from '../../edge-cases.ts'
import { fillOrder } from '../rows/fill-order.ts'
import { withLikelyReferences } from '../rows/likely-references.ts'
import { planLinks } from '../rows/links.ts'
import { casesOf } from './pack-cases.ts'
import { PackRows, type Values } from './pack-rows.ts'
import { askTable } from './pack-table.ts'

/**
 * For every table the edges of every column: bounds combined in pairs, everything else once, in few rows that keep all constraints. Rows
 * refer to rows of this pack wherever there are some, so that their keys too lie beyond production's.
 */
export const schemaPack: EdgeCasePack = {
  name: 'schema',
  async cases(context) {
    const { tables } = withLikelyReferences(context.schema)
    const links = planLinks({ tables })
    const seeded = new Map<string, readonly Values[]>()
    const cases: SeededCase[] = []
    const leftOut: string[] = []
    for (const table of fillOrder(tables)) {
      const asked = await askTable(table, links, seeded, context)
      if ('reason' in asked) {
        leftOut.push(`schema/${table.name}: ${asked.reason}`)
        continue
      }
      const rows = new PackRows(asked).make()
      seeded.set(table.name, rows)
      const made = casesOf(asked, rows)
      cases.push(...made.cases)
      leftOut.push(...made.leftOut)
    }
    return { cases, leftOut }
  },
}
