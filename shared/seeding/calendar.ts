import { loadText, type TextBlock } from './text-block.ts'

const daySeconds = 86_400

/** The window in which everything happens, in seconds since 1970 (UTC), with its days spelt out once. */
export interface Calendar {
  readonly begin: number
  /** The last second of the last day. */
  readonly end: number
  /** Writes `2026-10-31 09:05:00`, without quotes. */
  write(block: TextBlock, second: number): void
}

/** `from` and `to` as `YYYY-MM-DD`, both inclusive. */
export function calendar(from: string, to: string): Calendar {
  const begin = Date.parse(`${from}T00:00:00Z`) / 1000
  const end = Date.parse(`${to}T00:00:00Z`) / 1000 + daySeconds - 1
  const days: Uint8Array[] = []
  for (let day = begin; day < end; day += daySeconds)
    days.push(loadText(`${new Date(day * 1000).toISOString().slice(0, 10)} `))
  return {
    begin,
    end,
    write(block, second) {
      const since = Math.min(end, Math.max(begin, Math.floor(second))) - begin
      const day = Math.floor(since / daySeconds)
      const time = since - day * daySeconds
      block.raw(days[day]!)
      block.twoDigits(Math.floor(time / 3600))
      block.byte(0x3a)
      block.twoDigits(Math.floor(time / 60) % 60)
      block.byte(0x3a)
      block.twoDigits(time % 60)
    },
  }
}
