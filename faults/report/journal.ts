import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Family } from '../lane/programs.ts'
import type { Options } from '../options.ts'
import type { CaseResult } from '../try-case.ts'
import { writeTable } from './table.ts'

const folder = '.nightmask/faults'
const file = `${folder}/results.jsonl`

/** Results as they come: on the screen, and in a file from which a matrix that was stopped goes on. */
export class Journal {
  readonly #options: Options
  readonly #results: CaseResult[]
  readonly #versions = new Map<Family, string>()

  constructor(options: Options) {
    this.#options = options
    mkdirSync(folder, { recursive: true })
    this.#results =
      options.resume && existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
        : []
    if (!options.resume) writeFileSync(file, '')
  }

  begin(family: Family, version: string): void {
    this.#versions.set(family, version)
    this.say(`${family} ${version} is ready.`)
  }

  has(server: Family, kind: string, index: number): boolean {
    return this.#results.some((one) => one.server === server && one.kind === kind && one.index === index)
  }

  add(result: CaseResult): void {
    this.#results.push(result)
    appendFileSync(file, `${JSON.stringify(result)}\n`)
    const { verdict, server, kind, index, why, served, code, seconds, detail } = result
    const more = [`${served ?? '-'}`, `exit ${code ?? '-'}`, `${seconds} s`, detail].filter(Boolean).join(', ')
    this.say(`${verdict.padEnd(7)} ${server.padEnd(7)} ${kind} #${index} (${more})`)
    for (const reason of why) this.say(`          ${reason}`)
    if (verdict === 'broken') this.say(`          said: ${result.sentence}`)
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`)
  }

  /** The last word, and the table in docs/ after a whole matrix. */
  finish(): number {
    const count = (verdict: string) => this.#results.filter((one) => one.verdict === verdict).length
    this.say(
      `${this.#results.length} cases: ${count('held')} held, ${count('broken')} broken, ${count('skipped')} skipped.`,
    )
    const { kind, sample } = this.#options
    if (kind === null && sample === null) writeTable(this.#results, this.#versions, this.#options)
    return count('broken') > 0 ? 1 : 0
  }
}
