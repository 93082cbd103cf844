import type { Display } from './display.ts'
import { Pace } from './pace.ts'

const quietSeconds = 30

/** Progress as lines for logs: a step's name as it begins, one line at its end, a sign of life every half minute between. */
export function plainProgress(write: (line: string) => void, now: () => number): Display {
  let current: { name: string; pace: Pace; toldAt: number } | null = null

  const display: Display = {
    step(name, totalRows) {
      display.done()
      current = { name, pace: new Pace(now(), totalRows), toldAt: now() }
      write(`${name} …`)
    },

    advance(rows, bytes) {
      if (!current) return
      current.pace.advance(rows, bytes)
      if (now() - current.toldAt < quietSeconds * 1000) return
      current.toldAt = now()
      write(`${current.name} … ${current.pace.describe(now())}`)
    },

    done() {
      if (!current) return
      write(`${current.name}: ${current.pace.totals(now()).filter(Boolean).join(' · ')}`)
      current = null
    },

    note: write,

    detail: () => undefined,

    failed() {
      if (current) write(`${current.name}: not finished`)
      current = null
    },

    close() {
      display.failed()
    },
  }
  return display
}
