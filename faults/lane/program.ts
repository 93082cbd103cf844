import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { commandOf } from '../../bench/command.ts'
import type { StepName } from '../../shared/pipeline.ts'

export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** It did not end by itself and was killed by the matrix. */
  readonly hung: boolean
  readonly seconds: number
  /** From the moment in which publish was told to the one in which it had been done; null when it was not. */
  readonly publishMilliseconds: number | null
}

/** On a machine that has nothing else to do. */
const patienceSeconds = 90

/** The installed command as a person starts it, with ears for the steps that it tells. */
export class Program {
  readonly ended: Promise<Ending>
  readonly #child: ChildProcess
  #stderr = ''
  #stdout = ''
  #publish = { begun: 0, done: 0 }
  readonly #waiting = new Map<string, () => void>()

  /** `before` is put in front of the command, `ulimit` and its kin for instance. */
  constructor(args: readonly string[], { before = [] as readonly string[], env = {}, cwd = process.cwd() } = {}) {
    const [command, ...rest] = [...before, process.execPath, commandOf('.'), ...args]
    const started = performance.now()
    this.#child = spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, cwd })
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.#stdout += text
    })
    this.#child.stderr?.on('data', (text: Buffer) => this.#hear(text.toString()))
    this.ended = new Promise((resolve) => {
      let hung = false
      const timer = setTimeout(
        () => {
          hung = true
          this.signal('SIGKILL')
        },
        patienceSeconds * 1000 * busyness(),
      )
      this.#child.once('close', (code, signal) => {
        clearTimeout(timer)
        for (const tell of this.#waiting.values()) tell()
        const seconds = (performance.now() - started) / 1000
        const publishMilliseconds = this.#publish.done ? this.#publish.done - this.#publish.begun : null
        resolve({ publishMilliseconds, code, signal, stdout: this.#stdout, stderr: this.#stderr, hung, seconds })
      })
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resolves when the step is told, or when the program ends without it. */
  reached(step: StepName): Promise<void> {
    if (this.#stderr.includes(`${step} …`)) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.set(step, resolve)
    return Promise.race([promise, this.ended.then(() => undefined)])
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Closes this end of a pipe of the program: what it writes there from now on fails with EPIPE. */
  closePipe(which: 'stdout' | 'stderr'): void {
    this.#child[which]?.destroy()
  }

  #hear(text: string): void {
    this.#stderr += text
    if (text.includes('publish …')) this.#publish.begun = performance.now()
    if (text.includes('publish:')) this.#publish.done = performance.now()
    for (const [step, tell] of this.#waiting) if (this.#stderr.includes(`${step} …`)) tell()
  }
}

// Where ten others work, a night takes ten times as long, and does not hang.
function busyness(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
}
