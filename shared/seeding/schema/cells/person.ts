import type { Faker } from '@faker-js/faker'
import type { RowRandom } from '../../random.ts'

/** Who a row is about, drawn when a text asks for a name: the same in all of its columns. One row at a time. */
export class Person {
  readonly #random: RowRandom
  readonly #faker: Faker
  #row = -1
  #drawn: { readonly first: string; readonly last: string } | null = null

  /** `faker` is driven by `random`. */
  constructor(random: RowRandom, faker: Faker) {
    this.#random = random
    this.#faker = faker
  }

  /** From now on the person of this row, by the number under which the row is drawn. */
  turnTo(row: number): void {
    if (row === this.#row) return
    this.#row = row
    this.#drawn = null
  }

  get first(): string {
    return this.#names().first
  }

  get last(): string {
    return this.#names().last
  }

  #names() {
    if (this.#drawn) return this.#drawn
    this.#random.begin(this.#row)
    const { person } = this.#faker
    this.#drawn = { first: person.firstName(), last: person.lastName() }
    return this.#drawn
  }
}
