import type { ByteText } from '../../redact/php-value.ts'
import { bytesOf, textOf } from '../byte-text.ts'
import { Edits } from '../edits.ts'
import type { LeafKind, Place, Rewrite, Walk } from '../format.ts'

/** JSON as RFC 8259 has it. Numbers, order and space between are copied; keys are never replaced. */
export const rewriteJson: Rewrite = (text, walk) => {
  const reader = new JsonReader(text, walk)
  return reader.read() ? reader.edits.result() : null
}

// MySQL takes no deeper documents than 100.
const deepest = 500
const [quote, backslash, open, close] = [0x22, 0x5c, 0x7b, 0x7d]
const [openList, closeList, comma, colon] = [0x5b, 0x5d, 0x2c, 0x3a]
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y
const wholeNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

class JsonReader<At extends Place> {
  readonly edits: Edits
  readonly #text: ByteText
  readonly #walk: Walk<At>
  #at = 0
  #depth = 0

  constructor(text: ByteText, walk: Walk<At>) {
    this.edits = new Edits(text)
    this.#text = text
    this.#walk = walk
  }

  /** Whether the text is JSON. */
  read(): boolean {
    this.#skipSpace()
    if (!this.#value(this.#walk.root)) return false
    this.#skipSpace()
    return this.#at === this.#text.length
  }

  #value(at: At | null): boolean {
    const start = this.#at
    const first = this.#text.charCodeAt(start)
    if (first === quote) {
      if (!this.#string()) return false
      if (at && !at.keeps) this.#leaf(at, start, unescaped(this.#text, start, this.#at), 'text')
      return true
    }
    if (first === open || first === openList) return this.#compound(at, first === open)
    const isWord = this.#take(word)
    if (!isWord && !this.#take(number)) return false
    const written = this.#text.slice(start, this.#at)
    if (at && !at.keeps && written !== 'null') this.#leaf(at, start, written, isWord ? 'boolean' : 'number')
    return true
  }

  #leaf(at: At, start: number, leaf: ByteText, kind: LeafKind): void {
    const other = this.#walk.visit(at, leaf, kind)
    if (other !== undefined)
      this.edits.replace(start, this.#at, other === null ? 'null' : written(other, kind, this.#walk.escapes))
  }

  #compound(at: At | null, isObject: boolean): boolean {
    if (++this.#depth > deepest) return false
    const start = this.#at++
    const clears = at !== null && !at.keeps && this.#walk.clears(at)
    const takeBack = this.edits.mark()
    if (!this.#members(at?.keeps ? null : at, isObject)) return false
    if (clears) {
      takeBack()
      this.edits.replace(start, this.#at, 'null')
    }
    this.#depth--
    return true
  }

  #members(at: At | null, isObject: boolean): boolean {
    const end = isObject ? close : closeList
    this.#skipSpace()
    if (this.#text.charCodeAt(this.#at) === end) return this.#step()
    for (let index = 0; ; index++) {
      let inner = at
      if (isObject) {
        const start = this.#at
        if (this.#text.charCodeAt(start) !== quote || !this.#string()) return false
        if (at) inner = at.member(unescaped(this.#text, start, this.#at)) as At
        this.#skipSpace()
        if (this.#text.charCodeAt(this.#at++) !== colon) return false
        this.#skipSpace()
      } else if (at) inner = at.item(index) as At
      if (!this.#value(inner)) return false
      this.#skipSpace()
      const next = this.#text.charCodeAt(this.#at++)
      if (next === end) return true
      if (next !== comma) return false
      this.#skipSpace()
    }
  }

  /** A string with its quotation marks; whether it is one. */
  #string(): boolean {
    const text = this.#text
    for (let at = this.#at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === quote) {
        this.#at = at + 1
        return true
      }
      if (code < 0x20) return false
      if (code !== backslash) continue
      const escaped = text[++at] ?? ' '
      if (escaped === 'u' ? !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5)) : !'"\\/bfnrt'.includes(escaped))
        return false
    }
    return false
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return false
    this.#at = pattern.lastIndex
    return true
  }

  #step(): true {
    this.#at++
    return true
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }
}

/** The text of a string literal, which is the literal's own where nothing is escaped. */
function unescaped(text: ByteText, start: number, end: number): ByteText {
  const inner = text.slice(start + 1, end - 1)
  return inner.includes('\\') ? bytesOf(JSON.parse(textOf(text.slice(start, end))) as string) : inner
}

/** In the form of the leaf that was there; a text where that form cannot hold it. */
function written(leaf: ByteText, kind: LeafKind, escapes: boolean): ByteText {
  if (kind === 'number') {
    const bare = leaf.replace(/^(-?)0+(?=\d)/, '$1')
    if (wholeNumber.test(bare)) return bare
  }
  if (kind === 'boolean' && (leaf === 'true' || leaf === 'false')) return leaf
  if (!escapes) return JSON.stringify(leaf)
  const asEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(textOf(leaf)).replaceAll(/[\u0080-\uffff]/g, asEscape)
}
