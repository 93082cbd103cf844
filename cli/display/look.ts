import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** How wide a stream is, whether it takes colour, and how long a list may be. */
export interface Look {
  readonly width: number
  /** Lines of a list before it ends with how many are left; Infinity with `--verbose`. */
  readonly listLines: number
  paint(style: Style, text: string): string
}

const fewestLines = 12
/** What a summary has besides a list. */
const otherLines = 12
const linesOfFile = 40

/** Files and pipes get no colour and lines of at most 120 characters; NO_COLOR and FORCE_COLOR are obeyed. */
export function lookOf(stream: NodeJS.WritableStream, verbose = false): Look {
  const { columns, rows } = stream as WriteStream
  const screen = rows ? Math.max(fewestLines, rows - otherLines) : linesOfFile
  return {
    width: columns ? Math.max(20, columns) : 120,
    listLines: verbose ? Number.POSITIVE_INFINITY : screen,
    paint: (style, text) => styleText(style, text, { stream }),
  }
}

/** No colour, for tests and for files. */
export function plainLook(width: number, listLines = Number.POSITIVE_INFINITY): Look {
  return { width, listLines, paint: (_, text) => text }
}
