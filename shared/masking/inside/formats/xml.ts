import type { ByteText } from '../../redact/php-value.ts'
import { textOf } from '../byte-text.ts'
import { Edits } from '../edits.ts'
import type { Place, Rewrite, Walk } from '../format.ts'

/**
 * XML: the texts of elements, without the spaces around them, and the values of attributes, which are called `@name`. Comments and
 * instructions are copied. What needs a document type for its entities is none that can be read here.
 */
export const rewriteXml: Rewrite = (text, walk) => {
  const reader = new XmlReader(text, walk)
  return reader.read() ? reader.edits.result() : null
}

const deepest = 500
const name = String.raw`[A-Za-z_:\x80-\xff][\w:.\-\x80-\xff]*`
const aside = /<!--(?:(?!--)[\s\S])*-->|<\?[\s\S]*?\?>|<!DOCTYPE\s[^<>[\]]*>/y
const data = /<!\[CDATA\[([\s\S]*?)\]\]>/y
const opening = new RegExp(`<(${name})`, 'y')
const attribute = new RegExp(String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`, 'y')
const closing = new RegExp(String.raw`</(${name})\s*>`, 'y')
const characters = /[^<]+/y
const entity = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi

interface Element<At> {
  readonly name: ByteText
  readonly at: At
  readonly contentStart: number
  /** Takes back what was replaced in it, where it is to be empty. */
  readonly empty: (() => void) | null
}

class XmlReader<At extends Place> {
  readonly edits: Edits
  readonly #text: ByteText
  readonly #walk: Walk<At>
  readonly #open: Element<At>[] = []
  #at = 0

  constructor(text: ByteText, walk: Walk<At>) {
    this.edits = new Edits(text)
    this.#text = text
    this.#walk = walk
  }

  /** Whether the text is one element, with what may stand around it. */
  read(): boolean {
    for (let roots = 0; this.#at < this.#text.length; ) {
      const isOutside = this.#open.length === 0
      if (this.#take(aside)) continue
      if (this.#take(opening, (found) => this.#begin(found))) roots += isOutside ? 1 : 0
      else if (!(this.#end() || this.#data() || this.#characters())) return false
      if (roots > 1 || this.#open.length > deepest) return false
      if (this.#at === this.#text.length) return roots === 1 && this.#open.length === 0
    }
    return false
  }

  #begin(found: RegExpExecArray): boolean {
    const above = this.#open.at(-1)?.at ?? this.#walk.root
    const at = above.member(found[1]!) as At
    const attributes = new Set<string>()
    const isRead = this.#takeAll(attribute, (each) => {
      const [, called, quoted] = each as unknown as [string, ByteText, ByteText]
      if (attributes.has(called)) return false
      attributes.add(called)
      const end = each.index + each[0].length
      return this.#leaf(at.member(`@${called}`) as At, quoted.slice(1, -1), end - quoted.length + 1, quoted[0]!)
    })
    const close = /\s*(\/?)>/y
    close.lastIndex = this.#at
    const ended = isRead ? close.exec(this.#text) : null
    if (!ended) return false
    this.#at = close.lastIndex
    const empty = !at.keeps && this.#walk.clears(at) ? this.edits.mark() : null
    if (ended[1] === '') this.#open.push({ name: found[1]!, at, contentStart: this.#at, empty })
    return true
  }

  #end(): boolean {
    const end = this.#at
    return this.#take(closing, ([, called]) => {
      const element = this.#open.pop()
      if (element?.name !== called) return false
      element?.empty?.()
      if (element?.empty && end > element.contentStart) this.edits.replace(element.contentStart, end, '')
      return true
    })
  }

  #data(): boolean {
    return this.#take(data, ({ index, 0: whole, 1: value = '' }) => {
      const at = this.#open.at(-1)?.at
      if (!at) return false
      const other = at.keeps || value === '' ? undefined : this.#walk.visit(at, value, 'text')
      const isSafe = !this.#walk.escapes && !other?.includes(']]>')
      if (other !== undefined)
        this.edits.replace(
          index,
          index + whole.length,
          isSafe ? `<![CDATA[${other ?? ''}]]>` : this.#escaped(other ?? '', ''),
        )
      return true
    })
  }

  #characters(): boolean {
    return this.#take(characters, ({ index, 0: value }) => {
      const at = this.#open.at(-1)?.at
      const inner = value.trim()
      if (!at || value.includes(']]>')) return inner === '' && !at
      return inner === '' || this.#leaf(at, inner, index + value.indexOf(inner), '')
    })
  }

  /** Whether its entities are known. */
  #leaf(at: At, written: ByteText, start: number, quote: string): boolean {
    if (/&/.test(written.replaceAll(entity, ''))) return false
    if (at.keeps || written === '') return true
    const other = this.#walk.visit(at, unescaped(written), 'text')
    if (other !== undefined) this.edits.replace(start, start + written.length, this.#escaped(other ?? '', quote))
    return true
  }

  #escaped(text: ByteText, quote: string): ByteText {
    const special = (unit: string) => `&#${unit.codePointAt(0)};`
    const marked = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const quoted = quote === '' ? marked : marked.replaceAll(quote, special)
    return this.#walk.escapes ? textOf(quoted).replaceAll(/[^\0-\x7f]/gu, special) : quoted
  }

  #take(pattern: RegExp, accept: (found: RegExpExecArray) => boolean = () => true): boolean {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (!found) return false
    this.#at = pattern.lastIndex
    return accept(found)
  }

  #takeAll(pattern: RegExp, accept: (found: RegExpExecArray) => boolean): boolean {
    for (;;) {
      pattern.lastIndex = this.#at
      const found = pattern.exec(this.#text)
      if (!found) return true
      this.#at = pattern.lastIndex
      if (!accept(found)) return false
    }
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(written: ByteText): ByteText {
  if (!written.includes('&')) return written
  return written.replaceAll(entity, (whole) => {
    const inner = whole.slice(1, -1).toLowerCase()
    if (named[inner]) return named[inner]
    const code = inner.startsWith('#x') ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1))
    return Buffer.from(String.fromCodePoint(Math.min(code, 0x10ffff)), 'utf8').toString('latin1')
  })
}
