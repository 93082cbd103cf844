import type { ColumnPlan } from '../../policy/plan.ts'
import type { Column } from '../../schema/schema.ts'
import type { ByteText } from '../redact/php-value.ts'
import { type Charset, charsetOf } from '../text/charset.ts'
import { bytesOf, textOf } from './byte-text.ts'
import type { Place, Rewrite, Walk } from './format.ts'
import { formatOf } from './formats/formats.ts'

const utf8 = charsetOf('utf8mb4')!

/** Between the cells of a column and the values of a format that are in them, as UTF-8 bytes. */
export class ValueReader {
  /** Null where the cells are UTF-8 already, or data that is taken for such. */
  readonly #charset: Charset | null
  readonly #rewrite: Rewrite

  /** `around` is the column's, of a value within another one: PHP may have counted in its bytes. */
  readonly around: Charset

  constructor({ kind, charset }: Column, { rule }: ColumnPlan, around: Charset | null = null) {
    const isOther = kind === 'text' && !/^utf8/.test(charset ?? '')
    this.#charset = isOther ? charsetOf(charset)! : null
    this.around = around ?? this.#charset ?? utf8
    const rewrite = formatOf(rule.mask, rule)
    this.#rewrite = rule.mask === 'php_serialized' ? countedIn(this.around, rewrite) : rewrite
  }

  get escapes(): boolean {
    return this.around !== utf8
  }

  /** Null where the bytes are none of the character set's. */
  read(cell: Uint8Array, start: number, end: number): ByteText | null {
    const bytes = Buffer.from(cell.buffer, cell.byteOffset + start, end - start)
    if (this.#charset === null) return bytes.toString('latin1')
    const text = this.#charset.decode(cell, start, end)
    return Buffer.compare(this.#charset.encode(text), bytes) === 0 ? bytesOf(text) : null
  }

  write(value: ByteText): Uint8Array {
    return this.#charset === null ? Buffer.from(value, 'latin1') : this.#charset.encode(textOf(value))
  }

  /** The value with its leaves replaced; null where it is none of the format. */
  rewrite<At extends Place>(value: ByteText, walk: Walk<At>): ByteText | null {
    return this.#rewrite(value, walk)
  }
}

/** Applications of older days count in the bytes of the column, others in those that the server makes of them. */
function countedIn(charset: Charset, rewrite: Rewrite): Rewrite {
  if (charset === utf8) return rewrite
  const inside = (value: ByteText) => Buffer.from(charset.encode(textOf(value))).toString('latin1')
  const outside = (value: ByteText) => bytesOf(charset.decode(Buffer.from(value, 'latin1'), 0, value.length))
  return (value, walk) => {
    const own = rewrite(inside(value), {
      ...walk,
      visit(at, leaf, kind) {
        const other = walk.visit(at, outside(leaf), kind)
        return typeof other === 'string' ? inside(other) : other
      },
    })
    return own === null ? rewrite(value, walk) : outside(own)
  }
}
