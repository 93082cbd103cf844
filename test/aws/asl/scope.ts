import type { Json } from './definition.ts'

/** Variables: a branch of Parallel and an inline iteration read those around them and keep their own to themselves. */
export class Scope {
  readonly #around: Scope | null
  readonly #own = new Map<string, Json>()

  constructor(around: Scope | null = null) {
    this.#around = around
  }

  /** All variables in reach. */
  get variables(): Readonly<Record<string, Json>> {
    return { ...this.#around?.variables, ...Object.fromEntries(this.#own) }
  }

  assign(values: Readonly<Record<string, Json>>): void {
    for (const [name, value] of Object.entries(values)) {
      // Step Functions refuses such a definition when it is deployed.
      if (this.#around && name in this.#around.variables)
        throw new Error(`variable ${name} is assigned in an outer scope`)
      this.#own.set(name, value)
    }
  }
}
