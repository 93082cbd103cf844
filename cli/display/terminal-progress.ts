import { cut, wrap } from './columns.ts'
import type { Display } from './display.ts'
import type { Look } from './look.ts'
import { Pace } from './pace.ts'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMilliseconds = 100
const barCells = 20
const clearLine = '\r\x1b[2K'

/** Progress as one live line that a finished line replaces. The look is asked each time: a window may change its width. */
export function terminalProgress(
  stream: { write(text: string): unknown },
  look: () => Look,
  now: () => number,
): Display {
  let current: { name: string; pace: Pace } | null = null
  let frame = 0
  const timer = setInterval(draw, frameMilliseconds)
  timer.unref()

  const display: Display = {
    step(name, totalRows) {
      display.done()
      current = { name, pace: new Pace(now(), totalRows) }
      draw()
    },

    advance(rows, bytes) {
      current?.pace.advance(rows, bytes)
    },

    done() {
      if (!current) return
      stream.write(`${clearLine}${finishedLine(current.name, current.pace.totals(now()), look())}\n`)
      current = null
    },

    note(text) {
      const lines = wrap(text, look().width - 2).map((line) => look().paint('dim', `  ${line}\n`))
      stream.write(clearLine + lines.join(''))
      draw()
    },

    detail: () => undefined,

    failed() {
      if (current) stream.write(`${clearLine}${look().paint('red', '✗')} ${current.name}\n`)
      current = null
    },

    close() {
      clearInterval(timer)
      display.failed()
    },
  }
  return display

  function draw(): void {
    if (!current) return
    frame = (frame + 1) % frames.length
    const { width, paint } = look()
    const { name, pace } = current
    const bar = pace.fraction === null ? '' : `${drawBar(pace.fraction)}  `
    const line = cut(`${name.padEnd(10)}${bar}${pace.describe(now())}`, width - 3)
    stream.write(`${clearLine}${paint('cyan', frames[frame]!)} ${line}`)
  }
}

function drawBar(fraction: number): string {
  const full = Math.round(fraction * barCells)
  return '━'.repeat(full) + '╌'.repeat(barCells - full)
}

// Columns of a fixed width: the lines of a run are written one after the other and have to stand below each other.
function finishedLine(name: string, totals: ReturnType<Pace['totals']>, { width, paint }: Look): string {
  const [rows, bytes, rate, seconds] = totals
  const cells = [name.padEnd(10), seconds.padStart(11), rows.padStart(16), bytes.padStart(9), rate.padStart(18)]
  const line = cut(cells.join(' ').trimEnd(), width - 3)
  return `${paint('green', '✓')} ${line.slice(0, 10)}${paint('dim', line.slice(10))}`
}
