import stringWidth from 'fast-string-width'

export type Alignment = 'left' | 'right'

/** Rows of cells as lines of aligned columns, two spaces apart. Wide characters and colour codes are counted right. */
export function columns(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, at) => Math.max(known[at] ?? 0, stringWidth(cell))).concat(known.slice(row.length)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0, alignments[at] ?? 'left'))
      .join('  ')
      .trimEnd(),
  )
}

/** Cut to a width in terminal cells, with an ellipsis when something is missing. Colours stay, and end where they would have ended. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  let used = 0
  // Every other part is a code, which takes no room: behind the cut all of them stay, so that none is left open.
  for (const [at, part] of text.split(colourCode).entries()) {
    if (at % 2 === 1) kept += part
    else if (used < width)
      for (const { segment } of graphemes.segment(part)) {
        used += stringWidth(segment)
        if (used > width - 1) {
          kept += '…'
          used = width
          break
        }
        kept += segment
      }
  }
  return kept
}

const colourCode = /(\x1b\[[0-9;]*m)/

/** Words broken into lines of at most `width`; a longer word stands alone and whole, so that paths can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const line = lines.at(-1)
    if (line !== undefined && stringWidth(line) + 1 + stringWidth(word) <= width) lines.push(`${lines.pop()} ${word}`)
    else lines.push(word)
  }
  return lines
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function pad(cell: string, width: number, alignment: Alignment): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(cell)))
  return alignment === 'left' ? cell + space : space + cell
}
