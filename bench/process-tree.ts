import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Measured {
  readonly seconds: number
  /** CPU seconds of the command and all that it waited for. */
  readonly cpuSeconds: number
  /** Highest sum of resident memory over the whole process tree, sampled four times a second. */
  readonly peakMegabytes: number
  readonly exitCode: number | null
  readonly stdout: string
}

/** Runs a command and watches it and all its descendants through /proc. */
export async function measure(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Measured> {
  const [started, cpuBefore] = [performance.now(), cpuSecondsOfChildren()]
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString()
  })
  let peakMegabytes = 0
  const watch = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, residentMegabytes(child.pid ?? 0))
  }, 250)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearInterval(watch)
  const seconds = (performance.now() - started) / 1000
  return { seconds, cpuSeconds: cpuSecondsOfChildren() - cpuBefore, peakMegabytes, exitCode, stdout }
}

/** CPU seconds (user and system) that a process has used so far. */
export function cpuSeconds(pid: number): number {
  return cpuFields(pid, 11)
}

/** The same of all children of this process that have ended. */
function cpuSecondsOfChildren(): number {
  return cpuFields('self', 13)
}

function cpuFields(process: number | 'self', first: number): number {
  const fields = readFileSync(`/proc/${process}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[first]) + Number(fields[first + 1])) / 100
}

/** Resident memory of a process and all its descendants. */
export function residentMegabytes(root: number): number {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (/^\d+$/.test(entry)) parents.set(Number(entry), parentOf(Number(entry)))
  }
  const inTree = (pid: number): boolean => pid === root || (pid > 1 && inTree(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(inTree).reduce((sum, pid) => sum + residentOf(pid), 0)
}

function parentOf(pid: number): number {
  return Number(statusField(pid, 'PPid'))
}

function residentOf(pid: number): number {
  return Number(statusField(pid, 'VmRSS')) / 1024
}

function statusField(pid: number, field: string): string {
  try {
    return new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0'
  } catch {
    return '0'
  }
}
