import type { ByteText } from '../../redact/php-value.ts'
import { Edits } from '../edits.ts'
import type { LeafKind, Place, Rewrite, Walk } from '../format.ts'

/**
 * What PHP's `serialize` wrote, or a session of such values: names, each with `|` and its value behind. The lengths of its strings are
 * those of the bytes that replace them. Keys and names of classes are never replaced.
 */
export const rewritePhp: Rewrite = (text, walk) => {
  const value = new PhpReader(text, walk)
  if (value.value(walk.root) && value.at === text.length) return value.edits.result()
  if (!/^[\w.-]+\|/.test(text)) return null
  const session = new PhpReader(text, walk)
  return session.session(walk.root) ? session.edits.result() : null
}

const deepest = 500
const scalar =
  /N;|b:[01];|i:[+-]?\d+;|[rR]:\d+;|d:(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NAN);|E:\d+:"[^"]*";/y
const head = /s:(\d+):"/y
const list = /a:(\d+):\{/y
const object = /O:(\d+):"([^"]*)":(\d+):\{/y
const keyNumber = /i:(-?\d+);/y
const custom = /C:\d+:"[^"]*":(\d+):\{/y
const sessionName = /([\w.-]+)\|/y

class PhpReader<At extends Place> {
  at = 0
  readonly edits: Edits
  readonly #text: ByteText
  readonly #walk: Walk<At>
  /** Where values refer to others by their number, none may go. */
  readonly #refers: boolean
  #depth = 0

  constructor(text: ByteText, walk: Walk<At>) {
    this.edits = new Edits(text)
    this.#text = text
    this.#walk = walk
    this.#refers = /[;{][rR]:\d+;/.test(text)
  }

  session(root: At): boolean {
    while (this.at < this.#text.length) {
      const name = this.#take(sessionName)
      if (!name || !this.value(root.member(name[1]!) as At)) return false
    }
    return true
  }

  /** Whether a value begins here. */
  value(at: At | null): boolean {
    const start = this.at
    const bare = this.#take(scalar)
    if (bare) {
      if (at && !at.keeps) this.#scalar(at, start, bare[0])
      return true
    }
    const text = this.#string()
    if (text !== null) {
      if (at && !at.keeps) this.#leaf(at, start, text, 'text')
      return true
    }
    return this.#compound(at) || this.#custom(at)
  }

  #scalar(at: At, start: number, written: ByteText): void {
    const [type] = written
    const value = written.slice(2, -1)
    if (type === 'i') this.#leaf(at, start, value, 'number')
    if (type === 'd' && /\d/.test(value)) this.#leaf(at, start, value, 'number')
    if (type === 'b') this.#leaf(at, start, value === '1' ? 'true' : 'false', 'boolean')
  }

  #leaf(at: At, start: number, leaf: ByteText, kind: LeafKind): void {
    const other = this.#walk.visit(at, leaf, kind)
    if (other === undefined) return
    const isWhole = this.#text[start] === 'i'
    this.edits.replace(start, this.at, other === null ? 'N;' : written(other, kind, isWhole))
  }

  /** Null where none begins here. */
  #string(): ByteText | null {
    const from = this.at
    const begun = this.#take(head)
    if (!begun) return null
    const text = this.#sized(begun[1]!, '";')
    if (text === null) this.at = from
    return text
  }

  /** Arrays and objects: as many pairs as the head says, and a closing brace. */
  #compound(at: At | null): boolean {
    if (++this.#depth > deepest) return false
    const start = this.at
    const begun = this.#take(list) ?? this.#take(object)
    if (!begun || (begun.length === 4 && begun[2]!.length !== Number(begun[1]))) return false
    const clears = at !== null && !at.keeps && !this.#refers && this.#walk.clears(at)
    const inner = at?.keeps ? null : at
    const takeBack = this.edits.mark()
    for (let pair = Number(begun.at(-1)); pair > 0; pair--) if (!this.#pair(inner)) return false
    if (this.#text[this.at] !== '}') return false
    this.at++
    if (clears) {
      takeBack()
      this.edits.replace(start, this.at, 'N;')
    }
    this.#depth--
    return true
  }

  #pair(at: At | null): boolean {
    const index = this.#take(keyNumber)
    if (index) return this.value(at && (at.item(Number(index[1])) as At))
    const key = this.#string()
    if (key === null) return false
    // A private property is called after its class, too.
    return this.value(at && (at.member(key.replace(/^\0[^\0]*\0/, '')) as At))
  }

  /** An object that wrote itself, in a form of its own: nothing, where anything in it would be replaced. */
  #custom(at: At | null): boolean {
    const start = this.at
    const begun = this.#take(custom)
    const text = begun ? this.#sized(begun[1]!, '}') : null
    if (text === null) return false
    if (at && !at.keeps && this.#walk.visit(at, text, 'text') !== undefined) this.edits.replace(start, this.at, 'N;')
    return true
  }

  #sized(length: string, close: string): ByteText | null {
    const end = this.at + Number(length)
    if (!this.#text.startsWith(close, end)) return null
    const text = this.#text.slice(this.at, end)
    this.at = end + close.length
    return text
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)
    if (found) this.at = pattern.lastIndex
    return found
  }
}

const [lowest, highest] = [-(2n ** 63n), 2n ** 63n - 1n]

/** In the form of the leaf that was there; a string where that form cannot hold it. */
function written(leaf: ByteText, kind: LeafKind, isWhole: boolean): ByteText {
  const bare = leaf.replace(/^([+-]?)0+(?=\d)/, '$1')
  if (kind === 'number' && isWhole && /^-?\d+$/.test(bare) && BigInt(bare) >= lowest && BigInt(bare) <= highest)
    return `i:${bare};`
  if (kind === 'number' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(bare)) return `d:${bare};`
  if (kind === 'boolean' && (leaf === 'true' || leaf === 'false')) return `b:${leaf === 'true' ? 1 : 0};`
  return `s:${leaf.length}:"${leaf}";`
}
