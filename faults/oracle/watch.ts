import { setTimeout as pause } from 'node:timers/promises'
import { tableNames, triggerNames } from '../lane/fixture.ts'
import { type Cell, connectTo, quote } from '../lane/sql.ts'

/** Tables that are missing or of two generations; triggers; views; routines. */
export type Gap = 'tables' | 'triggers' | 'views' | 'routines'

/** What a reader of staging saw while a fault did its work. */
export interface Watched {
  readonly polls: number
  /** Editions in the order in which they were served, without repetitions. */
  readonly served: readonly string[]
  /** What was missing or mixed at some moment, and for how many milliseconds at the most. */
  readonly gaps: ReadonlyMap<Gap, number>
}

const everyMilliseconds = 10
/** No such table, database or routine; a view whose table is gone. */
const missing = [1146, 1049, 1305, 1356]

/** Asks staging every 10 ms what it serves, in one statement over all tables. A server that does not answer counts as nothing. */
export function watch(url: string, schema: string): { stop(): Promise<Watched> } {
  let going = true
  const work = look()
  return {
    stop() {
      going = false
      return work
    },
  }

  async function look(): Promise<Watched> {
    const [served, gaps, since] = [[] as string[], new Map<Gap, number>(), new Map<Gap, number>()]
    let polls = 0
    let ask = await asker(url)
    while (going) {
      const before = await ask.row(tablesSql(schema))
      const [views, routines] = [await ask.row(viewsSql(schema)), await ask.row(routinesSql(schema))]
      const triggers = await ask.row(triggersSql(schema))
      const after = await ask.row(tablesSql(schema))
      if (before === null) {
        ask.close()
        ask = await asker(url)
      } else {
        polls++
        const edition = onlyOne(before)
        if (edition && served.at(-1) !== edition) served.push(edition)
        note('tables', edition === null)
        // Only where no swap came between the questions.
        const steady = edition !== null && after !== null && onlyOne(after) === edition
        note('views', steady && views !== null && onlyOne(views) !== edition)
        note('routines', steady && routines !== null && onlyOne(routines) !== edition)
        note('triggers', steady && triggers !== null && onlyOne(triggers) !== String(triggerNames.length))
      }
      await pause(everyMilliseconds)
    }
    ask.close()
    return { polls, served, gaps }

    function note(gap: Gap, isOpen: boolean): void {
      if (!isOpen) return void since.delete(gap)
      since.set(gap, since.get(gap) ?? performance.now() - everyMilliseconds)
      gaps.set(gap, Math.max(gaps.get(gap) ?? 0, Math.round(performance.now() - since.get(gap)!)))
    }
  }
}

/** Cells of the one row; none where something was missing; null where the server did not say. */
type Answer = readonly Cell[] | null

interface Asker {
  row(statement: string): Promise<Answer>
  close(): void
}

async function asker(url: string): Promise<Asker> {
  const connection = await connectTo(url).catch(() => null)
  return {
    close: () => connection?.destroy(),
    async row(statement) {
      if (!connection) return null
      try {
        const [rows] = await connection.query(statement)
        return (rows as unknown as Cell[][])[0] ?? []
      } catch (error) {
        return missing.includes((error as { errno?: number }).errno ?? 0) ? [] : null
      }
    },
  }
}

function onlyOne(answer: readonly Cell[]): string | null {
  return new Set(answer).size === 1 ? answer[0]! : null
}

function tablesSql(schema: string): string {
  const edition = (table: string) => `(SELECT edition FROM ${quote(schema)}.${table} LIMIT 1)`
  return `SELECT ${tableNames.map(edition).join(', ')}`
}

function viewsSql(schema: string): string {
  return `SELECT edition FROM ${quote(schema)}.manifest LIMIT 1`
}

function routinesSql(schema: string): string {
  return `SELECT ${quote(schema)}.current_edition()`
}

function triggersSql(schema: string): string {
  return `SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = '${schema}'`
}
