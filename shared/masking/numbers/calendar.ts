const dayMilliseconds = 86_400_000
/** Days before 1970-01-01 and after it that a TIMESTAMP holds whole on both servers, and those that a DATE does. */
const bounds = { timestamp: [1, 24_854], date: [-719_162, 2_932_896] } as const

/** The day that a MySQL date or time begins with, as days since 1970-01-01; null for zero dates, and for what begins otherwise. */
export function dayOf(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? []
  if (year === undefined || Number(month) === 0 || Number(day) === 0 || Number(year) === 0) return null
  return new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day)) / dayMilliseconds
}

/** The text with another day; the time of day behind it stays. Days that the type cannot hold become the nearest that it can. */
export function withDay(text: string, day: number, dataType: string): string {
  const [first, last] = bounds[dataType === 'timestamp' ? 'timestamp' : 'date']
  const date = new Date(Math.min(last, Math.max(first, day)) * dayMilliseconds)
  return date.toISOString().slice(0, 10) + text.slice(10)
}
