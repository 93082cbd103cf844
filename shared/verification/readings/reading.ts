/** One way in which a cell may hold text that it does not show: one file each, listed in readings.ts. */
export interface Reading {
  /** What it is called in the record. */
  readonly name: string
  /** Letters that are written otherwise, in place; content that is wrapped in something; words that stand in another form. */
  readonly of: 'letters' | 'content' | 'words'
  /** Signs (byte-signs.ts) of which one has to be in a cell: what has none is not decoded. */
  readonly signs: number
  /** The cell as it is meant, or all that is wrapped in it; null where it is not written so. */
  read(bytes: Buffer): Buffer | readonly Buffer[] | null
}

/** Replaces what is written so within bytes taken as characters; null where nothing is. */
export function replaceBytes(bytes: Buffer, pattern: RegExp, replace: (...match: string[]) => string): Buffer | null {
  const text = bytes.toString('latin1')
  let found = false
  const other = text.replace(pattern, (...match) => {
    const meant = replace(...match)
    if (meant !== match[0]) found = true
    return meant
  })
  return found ? Buffer.from(other, 'latin1') : null
}

/** A character's UTF-8 bytes as characters of one byte each. */
export function utf8Bytes(code: number): string {
  if (code < 0x80) return String.fromCharCode(code)
  if (code > 0x10ffff) return ' '
  return Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1')
}
