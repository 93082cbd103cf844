import type { ColumnPlan } from '../../policy/plan.ts'
import type { OriginalDigest } from '../digests/original-digest.ts'
import type { Originals } from '../digests/originals.ts'
import type { ByteText } from '../redact/php-value.ts'
import { NamePhrases } from '../text/name-phrases.ts'
import { halfOfRule } from '../text/person-names.ts'
import { textOf } from './byte-text.ts'

interface Half {
  readonly isFirst: boolean
  /** The path without its last step: first and last name of one person stand beside each other. */
  readonly beside: string
}

/**
 * First and last names in leaves of their own, such as `$.guests[*].first` and `$.guests[*].last`: together they are an original, too, as
 * those of two columns are. Null where no two paths are such.
 */
export function leafNames({ inside }: ColumnPlan, digest: OriginalDigest): LeafNames | null {
  const halves = inside!.map(({ path, rule }): Half | null => {
    const half = path === null || rule.originals === 'elsewhere' ? null : halfOfRule(rule)
    return half && { isFirst: half === 'first_name', beside: path!.replace(/(?:\.[^.[\]]+|\[[^\]]*\])$/, '') }
  })
  const isPair = halves.some(
    (one) => one?.isFirst && halves.some((two) => two && !two.isFirst && two.beside === one.beside),
  )
  return isPair ? new LeafNames(halves, digest) : null
}

export class LeafNames {
  readonly #halves: readonly (Half | null)[]
  readonly #phrases: NamePhrases
  readonly #waiting = new Map<string, { readonly isFirst: boolean; readonly text: string }>()

  constructor(halves: readonly (Half | null)[], digest: OriginalDigest) {
    this.#halves = halves
    this.#phrases = new NamePhrases(digest)
  }

  /** A new value begins. */
  begin(): void {
    this.#waiting.clear()
  }

  /** Leaves come in the order in which they are written, so that two halves side by side are one person's. */
  meet(branch: number, leaf: ByteText): void {
    const half = this.#halves[branch]
    if (!half) return
    const { isFirst, beside } = half
    const text = textOf(leaf)
    const other = this.#waiting.get(beside)
    if (!other || other.isFirst === isFirst) {
      this.#waiting.set(beside, { isFirst, text })
      return
    }
    this.#waiting.delete(beside)
    if (isFirst) this.#phrases.record(text, other.text)
    else this.#phrases.record(other.text, text)
  }

  originals(table: string, column: string): Originals {
    return this.#phrases.originals(table, column)
  }
}
