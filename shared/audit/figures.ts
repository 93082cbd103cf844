/** `1,234,567`. */
export function count(value: number): string {
  return value.toLocaleString('en-GB')
}

/** `1 row`, `2,000 rows`; a noun in -y becomes -ies. */
export function counted(value: number, noun: string): string {
  const plural = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return `${count(value)} ${value === 1 ? noun : plural}`
}

/** `8.21 million`: what a person remembers of a large number; small ones are exact. */
export function roundly(value: number): string {
  if (value < 1e6) return count(value)
  const [unit, name] = value < 1e9 ? [1e6, 'million'] : [1e9, 'billion']
  return `${(value / unit).toLocaleString('en-GB', { maximumSignificantDigits: 3 })} ${name}`
}

/** `35.7 %`; a share that is not whole never shows as 0 or 100. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  if (share > 0 && rounded === 0) return '< 0.1 %'
  if (share < 1 && rounded === 100) return '> 99.9 %'
  return `${rounded.toLocaleString('en-GB')} %`
}

/** `210 ms`, `31.5 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Decimal units: `940 B`, `1.2 MB`, `35 GB`. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: unit > 0 && value < 9.95 ? 1 : 0 })} ${units[unit]}`
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** `25 November 2026 at 01:00 UTC`. */
export function dateAndTime(iso: string): string {
  return `${moment.format(new Date(iso)).replace(', ', ' at ')} UTC`
}
