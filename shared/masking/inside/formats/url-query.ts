import type { ByteText } from '../../redact/php-value.ts'
import { textOf } from '../byte-text.ts'
import { Edits } from '../edits.ts'
import type { Rewrite } from '../format.ts'

/** The parameters of an address, or such as stand alone: `a=1&b=%20`. Names, order, and all of the address but its parameters stay. */
export const rewriteUrlQuery: Rewrite = (text, { root, visit }) => {
  if (/[\0-\x20"<>]|%(?![0-9a-f]{2})/i.test(text)) return null
  const edits = new Edits(text)
  const [start, end] = queryOf(text)
  for (const { index, 1: name, 2: value } of text.slice(start, end).matchAll(/([^&=]*)=([^&]*)/g)) {
    const at = root.member(decoded(name!)) as typeof root
    if (at.keeps || value === '') continue
    const other = visit(at, decoded(value!), 'text')
    const from = start + index + name!.length + 1
    if (other !== undefined) edits.replace(from, from + value!.length, other === null ? '' : encoded(other, value!))
  }
  return edits.result()
}

function queryOf(text: ByteText): readonly [start: number, end: number] {
  const mark = text.indexOf('#')
  const end = mark < 0 ? text.length : mark
  const question = text.indexOf('?')
  if (question >= 0 && question < end) return [question + 1, end]
  // An address without parameters.
  return /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(text) ? [end, end] : [0, end]
}

function decoded(text: ByteText): ByteText {
  const spaced = text.replaceAll('+', ' ')
  return spaced.replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** With spaces as the value before had them. */
function encoded(text: ByteText, before: ByteText): ByteText {
  const written = encodeURIComponent(textOf(text).toWellFormed())
  return before.includes('+') ? written.replaceAll('%20', '+') : written
}
