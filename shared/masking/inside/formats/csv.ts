import type { ByteText } from '../../redact/php-value.ts'
import { Edits } from '../edits.ts'
import type { Place, Rewrite, Walk } from '../format.ts'

export interface CsvOptions {
  /** One character. */
  readonly separator: string
  /** Whether the first record says what the fields are called; it is kept. */
  readonly header: boolean
}

/** Records of fields, in quotation marks where a field asks for them (RFC 4180). Line ends and quotation marks stay as they are. */
export function csvWith(options: CsvOptions): Rewrite {
  return (text, walk) => new CsvReader(text, walk, options).rewrite()
}

class CsvReader<At extends Place> {
  readonly #text: ByteText
  readonly #walk: Walk<At>
  readonly #options: CsvOptions
  readonly #edits: Edits
  readonly #names: ByteText[] = []

  constructor(text: ByteText, walk: Walk<At>, options: CsvOptions) {
    this.#text = text
    this.#walk = walk
    this.#options = options
    this.#edits = new Edits(text)
  }

  rewrite(): ByteText | null {
    const field = new RegExp(`"((?:[^"]|"")*)"|([^"\\r\\n${this.#separator}][^\\r\\n${this.#separator}]*)?`, 'y')
    const end = new RegExp(`([${this.#separator}])|\\r\\n|\\r|\\n|$`, 'y')
    let isHeader = this.#options.header
    for (let at = 0, index = 0; ; ) {
      field.lastIndex = at
      const [whole, quoted, bare] = field.exec(this.#text)!
      const value = quoted?.replaceAll('""', '"') ?? bare ?? ''
      if (isHeader) this.#names.push(value.trim())
      else if (value !== '') this.#field(index, at, at + whole.length, value, quoted !== undefined)
      end.lastIndex = at + whole.length
      const ended = end.exec(this.#text)
      if (!ended) return null
      at = end.lastIndex
      if (ended[1] === undefined && at === this.#text.length) return this.#edits.result()
      index = ended[1] === undefined ? 0 : index + 1
      isHeader &&= ended[1] !== undefined
    }
  }

  get #separator(): string {
    return this.#options.separator === '\t' ? '\\t' : `\\${this.#options.separator}`
  }

  #field(index: number, start: number, end: number, value: ByteText, isQuoted: boolean): void {
    const { root, visit } = this.#walk
    const name = this.#names[index]
    const named = name === undefined ? null : root.member(name)
    const at = (named?.isEnd ? named : root.item(index)) as At
    const other = at.keeps ? undefined : visit(at, value, 'text')
    if (other === undefined) return
    const special = isQuoted || /["\r\n]/.test(other ?? '') || (other ?? '').includes(this.#options.separator)
    this.#edits.replace(start, end, special ? `"${(other ?? '').replaceAll('"', '""')}"` : (other ?? ''))
  }
}
