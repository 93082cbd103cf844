/** An identifier in back-ticks, its own back-ticks doubled. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A string literal as hex: safe under every sql_mode and character set. */
export function quoteText(value: string): string {
  return value === '' ? "''" : `CONVERT(0x${Buffer.from(value, 'utf8').toString('hex')} USING utf8mb4)`
}
