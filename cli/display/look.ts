import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** How wide a stream is and whether it takes colour. */
export interface Look {
  readonly width: number
  paint(style: Style, text: string): string
}

/** Files and pipes get no colour and lines of at most 120 characters; NO_COLOR and FORCE_COLOR are obeyed. */
export function lookOf(stream: NodeJS.WritableStream): Look {
  const { columns } = stream as WriteStream
  return {
    width: columns ? Math.max(20, columns) : 120,
    paint: (style, text) => styleText(style, text, { stream }),
  }
}

/** No colour, for tests and for files. */
export function plainLook(width: number): Look {
  return { width, paint: (_, text) => text }
}
