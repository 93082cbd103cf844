import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Names one process so that another can tell whether it still lives. */
export interface ProcessMark {
  readonly host: string
  readonly pid: number
  /** Boot and start of the process in clock ticks (Linux), null elsewhere: process ids are used again. */
  readonly began: string | null
}

export function ownMark(): ProcessMark {
  return { host: hostname(), pid: process.pid, began: beganAt(process.pid) }
}

/** False only when the process is certainly gone; a process of another host counts as alive. */
export function mayBeAlive(mark: ProcessMark): boolean {
  if (mark.host !== hostname()) return true
  if (mark.began !== null) return mark.began === beganAt(mark.pid)
  try {
    return process.kill(mark.pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function beganAt(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces; the state is field 3 and the start time field 22 of proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : `${boot} ${fields[19]}`
  } catch {
    return null
  }
}
