import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Kind } from '../case.ts'
import type { Options } from '../options.ts'
import type { CaseResult } from '../try-case.ts'
import { writeTable } from './table.ts'

const folder = '.nightmask/faults'
const tableFile = 'docs/faults.md'

/** Results as they come: on the screen, and in a file from which a matrix that was stopped goes on. */
export class Journal {
  readonly #file: string
  readonly #isWhole: boolean
  readonly #kinds: readonly Kind[]
  readonly #results = new Map<string, CaseResult>()
  readonly #now: CaseResult[] = []

  constructor(options: Options, kinds: readonly Kind[]) {
    this.#kinds = kinds
    mkdirSync(folder, { recursive: true })
    this.#isWhole = isWhole(options)
    this.#file = `${folder}/${options.changes ? 'changes' : this.#isWhole ? 'whole' : 'part'}.jsonl`
    const before = this.#isWhole ? read(this.#file).filter((result) => stays(result, options)) : []
    for (const result of before) this.#results.set(nameOf(result), result)
    writeFileSync(this.#file, before.map((result) => `${JSON.stringify(result)}\n`).join(''))
  }

  has(family: string, kind: string, server: string, index: number): boolean {
    return this.#results.has(nameOf({ family, kind, server, index }))
  }

  add(result: CaseResult): void {
    this.#results.set(nameOf(result), result)
    this.#now.push(result)
    appendFileSync(this.#file, `${JSON.stringify(result)}\n`)
    const { verdict, server, kind, index, why, served, code, seconds, detail } = result
    const more = [`${served ?? '-'}`, `exit ${code ?? '-'}`, `${seconds} s`, detail].filter(Boolean).join(', ')
    this.say(`${verdict.padEnd(7)} ${server.padEnd(7)} ${kind} #${index} (${more})`)
    for (const reason of why) this.say(`          ${reason}`)
    if (verdict === 'broken') this.say(`          said: ${result.sentence}`)
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`)
  }

  /** The last word, and the table in docs/ of everything that the matrix has tried. */
  finish(): number {
    const count = (verdict: string) => this.#now.filter((one) => one.verdict === verdict).length
    this.say(
      `${this.#now.length} cases: ${count('held')} held, ${count('broken')} broken, ${count('skipped')} skipped.`,
    )
    if (this.#isWhole) writeTable(tableFile, [...this.#results.values()], this.#kinds)
    return count('broken') > 0 ? 1 : 0
  }
}

/** A part that was asked for alone is looked at and forgotten, unless it is to be added. */
function isWhole({ kind, sample, servers, resume, changes }: Options): boolean {
  // The table in docs/ is of full nights.
  if (changes) return false
  return resume || (kind === null && sample === null && servers.length > 1)
}

/** A new matrix forgets the last one, and interruptions within publish are a matrix of their own. */
function stays({ family, verdict }: CaseResult, { resume, again, withinPublish }: Options): boolean {
  if (resume) return !(again && verdict === 'broken')
  return (family === 'Within publish') !== (withinPublish !== null)
}

function nameOf({ family, kind, server, index }: Pick<CaseResult, 'family' | 'kind' | 'server' | 'index'>): string {
  return JSON.stringify([family, kind, server, index])
}

function read(file: string): CaseResult[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  return lines.map((line) => JSON.parse(line))
}
