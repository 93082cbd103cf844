import type { TablePlan } from '../../shared/policy/plan.ts'
import type { ChunkRef } from '../../shared/schema/chunk.ts'

/**
 * Hands out chunks so that two streams work on different tables: the table with the fewest chunks under way comes
 * first, then the one with the most bytes left. Two tables at once load faster than two chunks of one (bench/).
 */
export class ChunkQueue {
  readonly #tables: QueuedTable[]

  constructor(chunks: readonly ChunkRef[], tables: readonly TablePlan[]) {
    this.#tables = tables.map(({ table, bytesEstimate }) => {
      const waiting = chunks.filter((chunk) => chunk.table === table)
      return { waiting, underWay: 0, bytesPerChunk: bytesEstimate / Math.max(1, waiting.length) }
    })
  }

  /** The next chunk, or undefined when all are handed out. `done` is called when the chunk is loaded. */
  next(): { chunk: ChunkRef; done(): void } | undefined {
    const table = this.#tables
      .filter(({ waiting }) => waiting.length > 0)
      .sort((a, b) => a.underWay - b.underWay || bytesLeft(b) - bytesLeft(a))[0]
    const chunk = table?.waiting.shift()
    if (!table || !chunk) return undefined
    table.underWay++
    return { chunk, done: () => void table.underWay-- }
  }
}

interface QueuedTable {
  readonly waiting: ChunkRef[]
  underWay: number
  readonly bytesPerChunk: number
}

function bytesLeft(table: QueuedTable): number {
  return table.waiting.length * table.bytesPerChunk
}
