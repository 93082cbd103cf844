/** An identifier in back-ticks, its own back-ticks doubled. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A string literal as hex: safe under every sql_mode and character set, and compared by the collation of what it is compared with. */
export function quoteText(value: string): string {
  return value === '' ? "''" : `_utf8mb4 0x${Buffer.from(value, 'utf8').toString('hex')}`
}
