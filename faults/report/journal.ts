import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Options } from '../options.ts'
import type { CaseResult } from '../try-case.ts'
import { writeTable } from './table.ts'

const folder = '.nightmask/faults'
const tableFile = 'docs/faults.md'

/** Results as they come: on the screen, and in a file from which a matrix that was stopped goes on. */
export class Journal {
  readonly #name: 'whole' | 'within-publish' | 'part'
  readonly #results: CaseResult[]

  constructor(options: Options) {
    mkdirSync(folder, { recursive: true })
    this.#name = nameOf(options)
    this.#results = options.resume ? read(this.#name) : []
    if (!options.resume) writeFileSync(fileOf(this.#name), '')
  }

  has(server: string, kind: string, index: number): boolean {
    return this.#results.some((one) => one.server === server && one.kind === kind && one.index === index)
  }

  add(result: CaseResult): void {
    this.#results.push(result)
    appendFileSync(fileOf(this.#name), `${JSON.stringify(result)}\n`)
    const { verdict, server, kind, index, why, served, code, seconds, detail } = result
    const more = [`${served ?? '-'}`, `exit ${code ?? '-'}`, `${seconds} s`, detail].filter(Boolean).join(', ')
    this.say(`${verdict.padEnd(7)} ${server.padEnd(7)} ${kind} #${index} (${more})`)
    for (const reason of why) this.say(`          ${reason}`)
    if (verdict === 'broken') this.say(`          said: ${result.sentence}`)
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`)
  }

  /** The last word, and the table in docs/ where everything was tried. */
  finish(): number {
    const count = (verdict: string) => this.#results.filter((one) => one.verdict === verdict).length
    this.say(
      `${this.#results.length} cases: ${count('held')} held, ${count('broken')} broken, ${count('skipped')} skipped.`,
    )
    if (this.#name !== 'part') {
      const [within, whole] = [read('within-publish'), read('whole')]
      const date = new Date().toISOString().slice(0, 16).replace('T', ' ')
      writeTable(tableFile, { date, results: [...within, ...whole] })
    }
    return count('broken') > 0 ? 1 : 0
  }
}

/** Only what tried everything speaks for everything. */
function nameOf({ kind, sample, servers, withinPublish }: Options) {
  if (kind !== null || sample !== null || servers.length === 1) return 'part'
  return withinPublish === null ? 'whole' : 'within-publish'
}

function read(name: string): CaseResult[] {
  const lines = existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8').split('\n').filter(Boolean) : []
  return lines.map((line) => JSON.parse(line))
}

function fileOf(name: string): string {
  return `${folder}/${name}.jsonl`
}
