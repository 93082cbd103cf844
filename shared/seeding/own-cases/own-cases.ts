import type { OwnCase, OwnRow } from '../../policy/own-case.ts'
import { CannotSeed } from '../cannot-seed.ts'
import type { SeededCase, SeededCases, SeedingContext } from '../edge-cases.ts'
import { keyOf } from '../fit-values.ts'
import { type MadeRow, type RowMaker, rowMaker } from './make-row.ts'

/**
 * The configuration's own cases as rows of this schema, a case after those that it refers to. A case that does not fit is left out with
 * its reason, and so are those that refer to it. `taken` are the names of cases that are there already.
 */
export async function ownCases(
  cases: readonly OwnCase[],
  context: SeedingContext,
  taken: ReadonlySet<string> = new Set(),
): Promise<SeededCases> {
  const book = new OwnBook(cases, await rowMaker(context), taken)
  const leftOut: string[] = []
  for (const { name } of cases)
    try {
      await book.build(name)
    } catch (error) {
      if (!(error instanceof CannotSeed)) throw error
      leftOut.push(`${name}: ${error.message}`)
    }
  return { cases: book.made, leftOut }
}

/** Rows by name, made when they are first referred to. */
class OwnBook {
  readonly made: SeededCase[] = []
  readonly #cases: ReadonlyMap<string, OwnCase>
  /** Row name → name of its case. */
  readonly #caseOf: ReadonlyMap<string, string>
  readonly #makeRow: RowMaker
  readonly #taken: ReadonlySet<string>
  readonly #results = new Map<string, Promise<ReadonlyMap<string, MadeRow>>>()
  readonly #underWay: string[] = []

  constructor(cases: readonly OwnCase[], makeRow: RowMaker, taken: ReadonlySet<string>) {
    this.#cases = new Map(cases.map((own) => [own.name, own]))
    this.#caseOf = new Map(
      cases.flatMap(
        ({ name, rows }) => [[name, name], ...rows.map((row) => [row.name ?? '', name])] as [string, string][],
      ),
    )
    this.#makeRow = makeRow
    this.#taken = taken
  }

  /** The named rows of a case; throws CannotSeed when one of its rows has no place. */
  build(name: string): Promise<ReadonlyMap<string, MadeRow>> {
    if (this.#underWay.includes(name)) throw new CannotSeed(`refers to itself by way of ${this.#underWay.join(', ')}`)
    const result = this.#results.get(name) ?? this.#buildAnew(this.#cases.get(name)!)
    this.#results.set(name, result)
    return result
  }

  async #buildAnew(own: OwnCase): Promise<ReadonlyMap<string, MadeRow>> {
    if (this.#taken.has(own.name)) throw new CannotSeed('another edge case has this name already')
    this.#underWay.push(own.name)
    try {
      const rows = await this.#rowsOf(own)
      const subject = rows.get(own.name)!
      this.made.push({
        name: own.name,
        description: own.description,
        table: own.table,
        key: keyOf(subject.table, subject.values),
        rows: [...rows.values()].map(({ table, values }) => ({ table: table.name, values })),
      })
      return rows
    } finally {
      this.#underWay.pop()
    }
  }

  /** In an order in which every row comes after those that it refers to. */
  async #rowsOf(own: OwnCase): Promise<ReadonlyMap<string, MadeRow>> {
    const members: readonly OwnRow[] = [own, ...own.rows]
    const nameOf = (row: OwnRow) => row.name ?? `\0${members.indexOf(row)}`
    const rows = new Map<string, MadeRow>()
    const begun = new Set<string>()
    const make = async (row: OwnRow): Promise<MadeRow> => {
      const name = nameOf(row)
      const done = rows.get(name)
      if (done) return done
      if (begun.has(name)) throw new CannotSeed(`its row ${name} refers to itself`)
      begun.add(name)
      const made = await this.#makeRow(row, async (other) => {
        const member = members.find((candidate) => nameOf(candidate) === other)
        return member ? make(member) : this.#foreign(other)
      })
      rows.set(name, made)
      return made
    }
    for (const row of members) await make(row)
    return rows
  }

  async #foreign(row: string): Promise<MadeRow> {
    const name = this.#caseOf.get(row)
    if (name === undefined) throw new CannotSeed(`refers to ${row}, which is no row`)
    const rows = await this.build(name).catch((error: unknown) => {
      throw error instanceof CannotSeed ? new CannotSeed(`refers to ${row}, which is left out`) : error
    })
    return rows.get(row)!
  }
}
