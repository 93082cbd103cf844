import { bytesOf, textOf } from '../../masking/inside/byte-text.ts'
import type { Place } from '../../masking/inside/format.ts'
import { formatOf } from '../../masking/inside/formats/formats.ts'
import { looks } from '../../policy/detection/values/looks.ts'
import type { FormatName } from '../../policy/inside/formats.ts'
import { type Step, writePath } from '../../policy/inside/paths.ts'

/** What stands at one path over all values, items of a list taken together. */
export interface FoundLeaves {
  readonly path: string
  /** What the path is called, from its beginning. */
  readonly names: readonly string[]
  readonly values: readonly string[]
}

/** Where a walk is, with the names that it passed. */
class Trail implements Place {
  readonly keeps = false
  readonly isEnd = false
  readonly steps: readonly Step[]
  readonly #collected: Collected

  constructor(collected: Collected, steps: readonly Step[]) {
    this.#collected = collected
    this.steps = steps
  }

  member(bytes: string): Trail {
    const name = textOf(bytes)
    const isFolded = this.#collected.meet(writePath(this.steps), name)
    return new Trail(this.#collected, [...this.steps, isFolded ? { kind: 'any-name' } : { kind: 'name', name }])
  }

  item(): Trail {
    return new Trail(this.#collected, [...this.steps, { kind: 'any-index' }])
  }
}

/** So many names below one place are no names of what is there, but of things. */
const mostNames = 40

class Collected {
  readonly names = new Map<string, Set<string>>()
  readonly leaves = new Map<string, { readonly steps: readonly Step[]; readonly values: string[] }>()
  readonly #before: Collected | null

  /** `before` saw all values once, and knows where names are too many. */
  constructor(before: Collected | null) {
    this.#before = before
  }

  /** Whether what is here is called by numbers and the like, or by too many names. */
  meet(parent: string, name: string): boolean {
    const known = this.names.get(parent)
    if (known) known.add(name)
    else this.names.set(parent, new Set([name]))
    return isNumbered(name) || (this.#before?.names.get(parent)?.size ?? 0) > mostNames
  }
}

function isNumbered(name: string): boolean {
  return /^\d+$|^[0-9a-f-]{16,}$/i.test(name)
}

/**
 * The leaves of values of a format by their paths; null where too many values are none of it, or where names in them are somebody's: no
 * rule reaches those.
 */
export function foundLeaves(format: FormatName, values: readonly string[]): FoundLeaves[] | null {
  const rewrite = formatOf(format, { options: {} })
  const walkAll = (collected: Collected) =>
    values.filter((value) => {
      const visit = (at: Trail, leaf: string) => {
        const path = writePath(at.steps)
        const found = collected.leaves.get(path)
        if (found) found.values.push(textOf(leaf))
        else collected.leaves.set(path, { steps: at.steps, values: [textOf(leaf)] })
        return undefined
      }
      return (
        rewrite(bytesOf(value), { root: new Trail(collected, []), visit, clears: () => false, escapes: false }) !== null
      )
    }).length
  const first = new Collected(null)
  if (walkAll(first) < values.length * leastRead) return null
  if ([...first.names.values()].some((names) => [...names].some((name) => looks.email(name) || looks.phone(name))))
    return null
  const second = new Collected(first)
  walkAll(second)
  return [...second.leaves].map(([path, { steps, values: texts }]) => ({
    path,
    names: steps.flatMap((step) => (step.kind === 'name' ? [step.name] : [])),
    values: texts,
  }))
}

const leastRead = 0.95
